using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using InpaintLab.Models.Families;
using InpaintLab.Torch.Safetensors;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Safetensors;

public sealed class PythonReaderTests
{
    [Fact]
    public void A_networks_weights_are_read_in_Python_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.safetensors");
        try
        {
            using var network = new GatedConv(new GatedConvOptions { Variant = GatedConvVariant.Unet, Width = 2 }).CreateGenerator(64);
            var state = network.state_dict();
            SafetensorsWriter.Write(path, state, new Dictionary<string, string> { ["note"] = "\u00fc \"quoted\"" });
            var read = JsonDocument.Parse(Python(path)).RootElement.EnumerateObject().ToDictionary(t => t.Name, t => t.Value);
            Assert.Equal(state.Keys.Order(StringComparer.Ordinal), read.Keys.Order(StringComparer.Ordinal));
            foreach (var (key, tensor) in state)
            {
                Assert.Equal("F32", read[key].GetProperty("dtype").GetString());
                Assert.Equal(tensor.shape, read[key].GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()));
                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(tensor.bytes)), read[key].GetProperty("sha256").GetString());
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Python(string path)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Torch", "Safetensors", "Samples", "read_tensors.py");
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", [script, path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no python3 on this machine");
            return "";
        }
    }
}
