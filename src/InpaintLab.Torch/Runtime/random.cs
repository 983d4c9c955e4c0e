using System.Security.Cryptography;
using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The seed that the default generators started from.</summary>
    public static long initial_seed() => random.initial_seed();

    /// <summary>Seeds the default generators by chance.</summary>
    /// <returns>The seed.</returns>
    public static long seed() => random.seed();

    /// <summary>The CPU's default generator: its state as a tensor of bytes.</summary>
    public static Tensor get_rng_state() => random.get_rng_state();

    /// <summary>Restores the state of the CPU's default generator.</summary>
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>The default generators.</summary>
    public static class random
    {
        /// <summary>Seeds the default generators of all devices.</summary>
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        /// <summary>The seed that the CPU's default generator started from.</summary>
        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        /// <summary>Seeds the default generators of all devices by chance.</summary>
        /// <returns>The seed.</returns>
        public static long seed()
        {
            var seed = ChanceSeed();
            NativeMethods.Check(NativeMethods.il_manual_seed((ulong)seed));
            return seed;
        }

        /// <summary>The state of the CPU's default generator as a tensor of bytes.</summary>
        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        /// <summary>Restores a state of the CPU's default generator.</summary>
        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }

        internal static long ChanceSeed() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
    }
}
