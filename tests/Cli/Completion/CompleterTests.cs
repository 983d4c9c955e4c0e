using System.CommandLine;
using InpaintLab.Cli;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Completion;
using InpaintLab.Cli.Templates;

namespace InpaintLab.Tests.Cli.Completion;

public sealed class CompleterTests
{
    private static readonly Command Root =
        CommandLine.Root([RunCommand.Create(), InpaintCommand.Create(), RunsCommand.Create(), NewCommand.Create(), CompleteCommand.Create()]);

    [Theory]
    [InlineData("ru", "run", "runs")]
    [InlineData("comp")]
    [InlineData("runs s", "show")]
    [InlineData("run --re", "--resume")]
    [InlineData("new spec --fa", "--family")]
    [InlineData("new spec --family g", "gated-conv")]
    [InlineData("new spec --mask free", "free-form", "free-form+box")]
    [InlineData("new spec --dataset dead", "dead-leaves")]
    [InlineData("inpaint x y z --checkpoint ", "last", "best", "previous")]
    [InlineData("inpaint x y z --device c", "cpu", "cuda")]
    [InlineData("inpaint x y z --output ")]
    [InlineData("run spec.yaml -s training.st", "training.steps=")]
    [InlineData("run spec.yaml --set model.fam", "model.family=")]
    [InlineData("run spec.yaml -s model.variant=u", "model.variant=unet")]
    [InlineData("run spec.yaml -s mask.kind=random-b", "mask.kind=random-box")]
    [InlineData("run spec.yaml -s dataset.horizontal_flip=", "dataset.horizontal_flip=true", "dataset.horizontal_flip=false")]
    [InlineData("run -- --re")]
    [InlineData("nothing such ")]
    public void A_line_is_completed(string line, params string[] expected) =>
        Assert.Equal(expected, Completer.Complete(Root, line.Split(' ')));

    [Fact]
    public void An_empty_line_is_completed_by_the_commands_that_are_listed() =>
        Assert.Equal(["run", "inpaint", "runs", "new"], Completer.Complete(Root, [""]));

    [Fact]
    public void Every_key_of_a_spec_once() => Assert.Distinct(Completer.Complete(Root, ["run", "-s", ""]));
}
