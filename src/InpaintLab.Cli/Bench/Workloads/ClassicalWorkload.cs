using InpaintLab.Classical;
using InpaintLab.Core.Specs;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// A classical method on 512 x 512 px RGB of 8 bits, with discs and lines as holes (15 % of the pixels), radius 5, on one thread. The peer
/// fills the same picture with OpenCV, which uses one thread for this, too.
/// </summary>
internal sealed class ClassicalWorkload : Workload
{
    private const int Side = 512;

    private static readonly ClassicalWork OneThread = ClassicalWork.Default with { Threads = 1 };

    private readonly IClassicalMethod _method;
    private readonly ImageBuffer _image = new(Side, Side, 3);
    private readonly byte[] _mask = new byte[Side * Side];

    /// <summary>The picture, by the same formula as in classical.py.</summary>
    public ClassicalWorkload(string method)
        : base($"{method}-512", method, TimeUnit.Milliseconds, iterations: 1, rounds: 30)
    {
        _method = ComponentOptions.Read(ClassicalMethods.Find(method)!, ["radius=5"], "bench").Create<IClassicalMethod>();
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var pixel = (y * Side) + x;
                for (var channel = 0; channel < 3; channel++)
                    _image.Samples8[(3 * pixel) + channel] = (byte)(((x * (channel + 1)) + (y * 3)) ^ ((x * y) >> 6));
                var (dx, dy) = ((x % 64) - 32, (y % 64) - 32);
                var isHole = (((x / 64) + (y / 64)) % 3 == 0 && (dx * dx) + (dy * dy) < 400) || (x + (2 * y)) % 97 < 5;
                _mask[pixel] = isHole ? (byte)1 : (byte)0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var i = 0; i < iterations; i++)
            _method.Inpaint(_image, _mask, OneThread);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
