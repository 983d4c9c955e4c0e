using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Torch.Pickle;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>weights show FILE</c>: the tensors in a file, for writing a map. Never loads libtorch, and runs nothing from the file.
/// </summary>
internal static class WeightsShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Weights: safetensors or PyTorch's (.pth, .pt, .bin, .ckpt)." };
        var json = SharedOptions.Json();
        var command = new Command("show", "List keys, types and sizes of the tensors in a file; no program in it is run.") { file, json };
        command.SetAction(parsed => Execute(parsed.GetRequiredValue(file), parsed.GetValue(json)));
        return command;
    }

    private static void Execute(string path, bool json)
    {
        if (!File.Exists(path))
            throw new UserErrorException($"{path}: there is no such file");
        using var file = TensorFile.Open(path);
        var elements = file.Entries.Sum(e => e.Shape.Aggregate(1L, (product, side) => product * side));
        if (json)
        {
            JsonOutput.Write(new
            {
                File = path,
                N = file.Entries.Count,
                Elements = elements,
                Tensors = file.Entries.Select(e => new { e.Name, Type = e.Type.ToString().ToLowerInvariant(), e.Shape }),
            });
            return;
        }

        var table = Tables.Create(["key", "type", "sizes"], []);
        foreach (var entry in file.Entries)
            table.Add(entry.Name, entry.Type.ToString().ToLowerInvariant(), $"[{string.Join(", ", entry.Shape)}]");
        Tables.Print(table);
        Console.Out.WriteLine($"{file.Entries.Count} tensors, {elements} elements");
    }
}
