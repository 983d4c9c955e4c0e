using System.ComponentModel;
using System.Diagnostics;
using InpaintLab.Core.Errors;

namespace InpaintLab.Data.Fetching;

/// <summary>Gets and unpacks Debian packages without installing them; neither needs root.</summary>
public static class DebianPackage
{
    private const string Elsewhere = "Elsewhere, download the .deb files from https://packages.debian.org/bookworm/";

    /// <summary>Downloads a package of the system's sources; returns the .deb file.</summary>
    /// <param name="package">Its name.</param>
    /// <param name="folder">Where to put it; a folder without other packages of that name.</param>
    /// <exception cref="UserErrorException">No network, no such package, or this is not Debian.</exception>
    public static string Download(string package, string folder)
    {
        var hint = $"{Elsewhere}{package} and give their folder with --packages.";
        var (status, error) = Run(
            "apt-get", ["download", package], folder, $"data get: fetching '{package}' needs apt-get of Debian or Ubuntu. {hint}");
        if (status == 0 && Find(package, folder) is { } file)
            return file;
        var reason = error.Split('\n').LastOrDefault(line => line.StartsWith("E:", StringComparison.Ordinal)) ?? error.Trim();
        throw new UserErrorException(
            $"data get: apt-get download {package} failed: {reason} Check the network; `apt-get update` (as root) brings missing package "
                + $"lists. {hint}");
    }

    /// <summary>The file of a package in a folder, e.g. NAME_1.26.0-1_all.deb; null without one.</summary>
    public static string? Find(string package, string folder) =>
        Directory.EnumerateFiles(folder, $"{package}_*.deb").Order().LastOrDefault();

    /// <summary>Unpacks a package's files into a folder.</summary>
    /// <exception cref="UserErrorException">It is no package, or dpkg-deb is missing.</exception>
    public static void Unpack(string file, string folder)
    {
        Directory.CreateDirectory(folder);
        var (status, error) = Run("dpkg-deb", ["-x", file, folder], folder, "data get: unpacking needs dpkg-deb (package dpkg)");
        if (status != 0)
            throw new UserErrorException($"{file}: expected a Debian package; dpkg-deb says: {error.Trim()}");
    }

    private static (int Status, string Error) Run(string program, string[] arguments, string folder, string missing)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            output.Wait();
            return (process.ExitCode, error);
        }
        catch (Win32Exception e)
        {
            throw new UserErrorException(missing, e);
        }
    }
}
