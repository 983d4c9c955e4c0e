using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

public sealed class OperatorProfileTests
{
    [Fact]
    public void It_sees_forward_and_backward_and_nothing_before_or_after()
    {
        using var scope = NewDisposeScope();
        var x = randn([4, 4]).requires_grad_();
        _ = x.cos();
        IReadOnlyList<OperatorSpan> spans;
        using (var profile = OperatorProfile.Begin())
        {
            x.sin().sum().backward();
            spans = profile.End();
        }

        _ = x.tan();
        var names = spans.Select(s => s.Name).ToList();
        Assert.Contains("aten::sin", names);
        Assert.Contains("aten::cos", names); // the derivative's
        Assert.Contains(names, n => n.Contains("SinBackward", StringComparison.Ordinal));
        Assert.DoesNotContain("aten::tan", names);
        Assert.All(spans, s => Assert.True(s.Duration >= 0 && s.End >= s.Start, s.ToString()));
        var node = spans.First(s => s.Name.Contains("SinBackward", StringComparison.Ordinal));
        Assert.Contains(spans, s => s.Name == "aten::cos" && s.Start >= node.Start && s.End <= node.End);
    }

    [Fact]
    public void A_thread_has_one_at_a_time_and_it_ends_once()
    {
        using var profile = OperatorProfile.Begin();
        Assert.Throws<InvalidOperationException>(() => OperatorProfile.Begin());
        _ = profile.End();
        Assert.Throws<InvalidOperationException>(() => profile.End());
        using var next = OperatorProfile.Begin();
        Assert.Empty(next.End());
    }
}
