using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the default generators of all devices.</summary>
    public static Generator manual_seed(long seed)
    {
        NativeMethods.Check(NativeMethods.il_manual_seed((ulong)seed));
        return Generator.Default;
    }

    /// <summary>Threads within one operator.</summary>
    public static int get_num_threads() => InpaintLab.Torch.LibTorch.Threads;

    /// <summary>Sets the threads within one operator.</summary>
    public static void set_num_threads(int num) => InpaintLab.Torch.LibTorch.Threads = num;

    /// <summary>A source of random numbers with its own state. Disposed by whoever made it.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        /// <summary>A generator on a device (null: the CPU).</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            _handle = Owned(NativeMethods.il_generator_new(seed, this.device.Packed));
        }

        private Generator(nint handle, Device device)
        {
            _handle = handle;
            this.device = device;
        }

        /// <summary>Frees the native generator if nobody did.</summary>
        ~Generator() => Free();

        /// <summary>The CPU's default generator.</summary>
        public static Generator Default => new(Owned(NativeMethods.il_generator_default(CPU.Packed)), CPU);

        /// <summary>Where its numbers are drawn.</summary>
        public Device device { get; }

        internal nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Generator));

        /// <summary>Starts it anew from a seed.</summary>
        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.il_generator_seed(Handle, (ulong)seed));
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>The seed it started from.</summary>
        public long initial_seed() => (long)NativeMethods.il_generator_initial_seed(Handle);

        /// <summary>Starts it anew from a seed drawn by chance.</summary>
        /// <returns>The seed.</returns>
        public long seed()
        {
            var seed = random.ChanceSeed();
            _ = manual_seed(seed);
            return seed;
        }

        /// <summary>Its state as a tensor of bytes.</summary>
        public Tensor get_state() => new(Owned(NativeMethods.il_generator_get_state(Handle)));

        /// <summary>Restores a state.</summary>
        public void set_state(Tensor value)
        {
            NativeMethods.Check(NativeMethods.il_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        /// <summary>Frees the native generator.</summary>
        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        private static nint Owned(nint handle)
        {
            if (handle == 0)
                NativeMethods.ThrowLastError();
            return handle;
        }

        private void Free()
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
                NativeMethods.il_generator_free(handle);
        }
    }
}
