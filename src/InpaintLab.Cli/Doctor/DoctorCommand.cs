using System.CommandLine;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;

namespace InpaintLab.Cli.Doctor;

/// <summary><c>doctor</c>: looks at everything that this program stands on, and says how to put right what is wrong.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = SharedOptions.Json();
        var command = new Command("doctor", "Check this machine: what is there, what is wrong, and what cures it. Changes nothing.")
        {
            json,
        };
        command.SetAction(parsed => Execute(parsed.GetValue(json)));
        return command
            .WithExitCode(ExitCode.FailedCheck, "a check failed; warnings alone are a success")
            .WithExample("doctor", "before the first run, or when something does not work");
    }

    private static int Execute(bool json)
    {
        var machine = new ThisMachine();
        var results = new List<CheckResult>();
        foreach (var check in Checkup.All)
        {
            var result = CheckResult.Of(check, machine);
            results.Add(result);
            if (!json)
                Print(result);
        }

        var ok = results.TrueForAll(r => r.Status != CheckStatus.Fail);
        if (json)
        {
            JsonOutput.Write(new { ok, checks = results });
        }
        else
        {
            var (warnings, failures) = (results.Count(r => r.Status == CheckStatus.Warn), results.Count(r => r.Status == CheckStatus.Fail));
            Console.Out.WriteLine($"{results.Count} checks: {results.Count - warnings - failures} ok, {warnings} warn, {failures} fail");
        }

        return ok ? ExitCode.Success : ExitCode.FailedCheck;
    }

    private static void Print(CheckResult result)
    {
        Console.Out.WriteLine($"{result.Status.ToString().ToLowerInvariant(),-5} {result.Name,-12} {result.Found}");
        if (result.Cure is not null)
            Console.Out.WriteLine($"{"",-18} cure: {result.Cure}");
    }
}

/// <summary>One line of the list; also in the document of <c>--json</c>.</summary>
internal sealed record CheckResult(string Name, CheckStatus Status, string Found, string? Cure)
{
    /// <summary>The result of a check. One that breaks is a failure of its own, and the others go on.</summary>
    public static CheckResult Of(ICheck check, IMachine machine)
    {
        try
        {
            var finding = check.Examine(machine);
            return new CheckResult(check.Name, finding.Status, finding.Found, finding.Cure);
        }
        catch (Exception e)
        {
            return new CheckResult(
                check.Name, CheckStatus.Fail, $"the check itself broke: {e.GetType().Name}: {e.Message}", "please report it");
        }
    }
}
