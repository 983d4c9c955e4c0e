namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>The clocks: runs are named and ordered by the one, and timed by the other.</summary>
internal sealed class ClockCheck : ICheck
{
    private const double Tolerance = 0.2;

    /// <inheritdoc/>
    public string Name => "clock";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        const string cure = "set the clock: timedatectl set-ntp true";
        var clock = machine.Clock;
        var now = $"{clock.Now:yyyy-MM-dd HH:mm:ss} UTC";
        if (clock.StepsBack > 0)
            return Finding.Fail(
                $"{now}; the monotonic clock went back {clock.StepsBack} times",
                "a fault of the kernel or the virtual machine: choose another clock source");
        if (clock.Now < clock.Built - TimeSpan.FromDays(1))
        {
            return Finding.Fail(
                $"{now}, before this program was built ({clock.Built:yyyy-MM-dd HH:mm}): runs would be in the wrong order", cure);
        }

        return Math.Abs(clock.Drift) > Tolerance
            ? Finding.Warn($"{now}; the wall clock was moved while it was watched", cure)
            : Finding.Ok($"{now}, monotonic");
    }
}
