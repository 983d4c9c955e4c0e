using InpaintLab.Cli.Doctor;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.Cli.Doctor;

/// <summary>Each check on a machine where all is well, and on machines where one thing is not.</summary>
public sealed class ChecksTests
{
    private static readonly Dictionary<string, Action<FakeMachine>> Ills = new()
    {
        ["dotnet absent"] = m => m.Programs.Remove("dotnet"),
        ["old sdk"] = m => m.Programs["dotnet"] = "8.0.100 [/sdk]",
        ["no torch"] = m => m.Torch = new TorchFacts("cannot open shared object file"),
        ["reference blas"] = m => m.Torch = m.Torch with { Blas = ["/usr/lib/blas/libblas.so.3.11.0"] },
        ["other blas threads"] = m => m.Variables["OPENBLAS_NUM_THREADS"] = "1",
        ["spinning"] = m => m.Variables.Remove("OMP_WAIT_POLICY"),
        ["too many threads"] = m => m.Torch = m.Torch with { Threads = 9 },
        ["no avx"] = m => m.Torch = m.Torch with { Build = "CPU capability usage: NO AVX" },
        ["avx switched off"] = m =>
        {
            m.Torch = m.Torch with { Build = "CPU capability usage: NO AVX" };
            m.Variables["ATEN_CPU_CAPABILITY"] = "default";
        },
        ["gpu without cuda"] = m => m.Programs["nvidia-smi"] = "GPU 0: NVIDIA H200",
        ["gpu hidden"] = m =>
        {
            m.Programs["nvidia-smi"] = "GPU 0: NVIDIA H200";
            m.Torch = m.Torch with { Build = "USE_CUDA=ON" };
        },
        ["codec broken"] = m => m.Codecs = [m.Codecs[0], new CodecFacts("JPEG", "", "libturbojpeg.so.0 was not found")],
        ["no gnuplot"] = m => m.Programs.Remove("gnuplot"),
        ["no git"] = m => m.Programs.Remove("git"),
        ["no python"] = m => m.Programs.Remove("python3"),
        ["runs read-only"] = m => m.Unwritable["/runs"] = "access denied",
        ["cache read-only"] = m => m.Unwritable["/cache"] = "access denied",
        ["disk low"] = m => m.Disk = 1_000_000_000,
        ["disk full"] = m => m.Disk = 1_000_000,
        ["memory low"] = m => m.FreeMemory = 1_000_000_000,
        ["memory full"] = m => m.FreeMemory = 1_000_000,
        ["clock back"] = m => m.Clock = m.Clock with { StepsBack = 1 },
        ["clock reset"] = m => m.Clock = m.Clock with { Now = new DateTime(1970, 1, 1) },
        ["clock moved"] = m => m.Clock = m.Clock with { Drift = -0.9 },
    };

    [Fact]
    public void On_a_machine_where_all_is_well_every_check_is_ok_and_tells_what_it_found()
    {
        Assert.All(Checkup.All, check =>
        {
            var finding = check.Examine(new FakeMachine());
            Assert.Equal(CheckStatus.Ok, finding.Status);
            Assert.NotEmpty(finding.Found);
            Assert.Null(finding.Cure);
        });
        Assert.Equal(Checkup.All.Count, Checkup.All.Select(c => c.Name).Distinct().Count());
    }

    [Fact]
    public void A_bundle_needs_no_sdk()
    {
        var machine = new FakeMachine();
        machine.Programs["dotnet"] = "";
        machine.Variables["INPAINTLAB_BUNDLE"] = "/opt/inpaintlab";
        var finding = Checkup.All.Single(c => c.Name == "sdk").Examine(machine);
        Assert.Equal(CheckStatus.Ok, finding.Status);
        Assert.Contains("/opt/inpaintlab", finding.Found);
    }

    [Theory]
    [InlineData("dotnet absent", "sdk", "fail", "no 'dotnet'", "dotnet.microsoft.com")]
    [InlineData("old sdk", "sdk", "fail", "found 8.0.100", "dotnet.microsoft.com")]
    [InlineData("no torch", "libtorch", "fail", "cannot open shared object", "./inpaintlab")]
    [InlineData("no torch", "blas", "warn", "not known", "see libtorch")]
    [InlineData("no torch", "openmp", "warn", "not known", "see libtorch")]
    [InlineData("no torch", "cpu", "warn", "not known", "see libtorch")]
    [InlineData("no torch", "cuda", "warn", "not known", "see libtorch")]
    [InlineData("reference blas", "blas", "warn", "30 times slower", "libopenblas0-pthread")]
    [InlineData("other blas threads", "blas", "warn", "libtorch has 4 threads", "export OPENBLAS_NUM_THREADS=4")]
    [InlineData("spinning", "openmp", "warn", "(not set)", "export OMP_WAIT_POLICY=passive")]
    [InlineData("too many threads", "openmp", "warn", "9 of 4 cores", "export OMP_NUM_THREADS=4")]
    [InlineData("no avx", "cpu", "warn", "slower", "AVX2")]
    [InlineData("avx switched off", "cpu", "warn", "ATEN_CPU_CAPABILITY=default", "unset ATEN_CPU_CAPABILITY")]
    [InlineData("gpu without cuda", "cuda", "warn", "H200, but libtorch 1.13.0 is built without CUDA", "LIBTORCH=")]
    [InlineData("gpu hidden", "cuda", "warn", "sees none", "unset CUDA_VISIBLE_DEVICES")]
    [InlineData("codec broken", "images", "fail", "JPEG: libturbojpeg", "apt-get install")]
    [InlineData("no gnuplot", "figures", "warn", "no gnuplot", "apt-get install")]
    [InlineData("no git", "git", "warn", "do not record", "apt-get install")]
    [InlineData("no python", "python", "warn", "bench has nothing", "python3-torch")]
    [InlineData("runs read-only", "runs folder", "fail", "/runs: access denied", RunsRoot.Variable)]
    [InlineData("cache read-only", "cache", "warn", "/cache: access denied", "XDG_CACHE_HOME")]
    [InlineData("disk low", "disk", "warn", "1.0 GB", "INPAINTLAB_RUNS")]
    [InlineData("disk full", "disk", "fail", "0.0 GB", "INPAINTLAB_RUNS")]
    [InlineData("memory low", "memory", "warn", "1.0 GB", "training.batch")]
    [InlineData("memory full", "memory", "fail", "0.0 GB", "training.batch")]
    [InlineData("clock back", "clock", "fail", "went back 1 times", "clock source")]
    [InlineData("clock reset", "clock", "fail", "1970-01-01", "timedatectl")]
    [InlineData("clock moved", "clock", "warn", "moved", "timedatectl")]
    public void What_is_not_well_is_found_and_has_a_cure(string ill, string check, string status, string found, string cure)
    {
        var machine = new FakeMachine();
        Ills[ill](machine);
        var finding = Checkup.All.Single(c => c.Name == check).Examine(machine);
        Assert.Equal(status, finding.Status.ToString().ToLowerInvariant());
        Assert.Contains(found, finding.Found, StringComparison.Ordinal);
        Assert.Contains(cure, finding.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_breaks_is_a_failure_of_its_own() =>
        Assert.Equal(CheckStatus.Fail, CheckResult.Of(new BrokenCheck(), new FakeMachine()).Status);

    [Fact]
    public void Matrix_products_of_libtorchs_own_and_cuda_devices_are_well()
    {
        var machine = new FakeMachine { Torch = new FakeMachine().Torch with { Blas = [], Build = "BLAS_INFO=mkl", CudaDevices = 2 } };
        Assert.Contains("MKL", Checkup.All.Single(c => c.Name == "blas").Examine(machine).Found);
        var cuda = Checkup.All.Single(c => c.Name == "cuda");
        Assert.Contains("2 device", cuda.Examine(machine).Found);
        Assert.EndsWith("it decodes JPEG (training.decode: gpu)", cuda.Examine(machine).Found);
        machine.Torch = machine.Torch with { NoJpegOnGpu = "torchvision's library was not found" };
        var finding = cuda.Examine(machine);
        Assert.Equal(CheckStatus.Ok, finding.Status);
        Assert.EndsWith("it decodes no JPEG (training.decode: gpu), since torchvision's library was not found", finding.Found);
    }

    private sealed class BrokenCheck : ICheck
    {
        public string Name => "broken";

        public Finding Examine(IMachine machine) => throw new InvalidOperationException("no");
    }
}
