using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Random numbers, drawn from a generator (null: the device's default).</content>
    public partial class Tensor
    {
        /// <summary>Fills it with uniform numbers in [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) => InPlace(Ops.UniformInPlace, from, to, generator);

        /// <summary>Fills it with normal numbers.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            InPlace(Ops.NormalInPlace, mean, std, generator);

        /// <summary>Fills it with numbers whose logarithm is normal.</summary>
        public Tensor log_normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            InPlace(Ops.LogNormalInPlace, mean, std, generator);

        /// <summary>Fills it with exponentially distributed numbers of this rate.</summary>
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => InPlace(Ops.ExponentialInPlace, lambda, generator);

        /// <summary>Fills it with whole numbers in [from, to).</summary>
        public Tensor random_(double from, double to, Generator? generator = null) =>
            InPlace(Ops.RandomFromInPlace, (long)from, (long)to, generator);

        /// <summary>1 with each element's probability, else 0.</summary>
        public Tensor bernoulli(Generator? generator = null) => Ops.Bernoulli.Call(this, generator);

        /// <summary>Fills it with 1 with probability p, else 0.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace(Ops.BernoulliFloatInPlace, p, generator);

        /// <summary>Fills it with 1 with probability p, else 0.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => InPlace(Ops.BernoulliTensorInPlace, p, generator);

        /// <summary>Indices drawn with the rows as weights.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Ops.Multinomial.Call(this, num_samples, replacement, generator);

        /// <summary>Numbers from Poisson distributions with these means.</summary>
        public Tensor poisson(Generator? generator = null) => Ops.Poisson.Call(this, generator);
    }
}

file static class Ops
{
    internal static readonly Operator Bernoulli = Operator.Get("aten::bernoulli");
    internal static readonly Operator BernoulliFloatInPlace = Operator.Get("aten::bernoulli_", "float");
    internal static readonly Operator BernoulliTensorInPlace = Operator.Get("aten::bernoulli_", "Tensor");
    internal static readonly Operator ExponentialInPlace = Operator.Get("aten::exponential_");
    internal static readonly Operator LogNormalInPlace = Operator.Get("aten::log_normal_");
    internal static readonly Operator Multinomial = Operator.Get("aten::multinomial");
    internal static readonly Operator NormalInPlace = Operator.Get("aten::normal_");
    internal static readonly Operator Poisson = Operator.Get("aten::poisson");
    internal static readonly Operator RandomFromInPlace = Operator.Get("aten::random_", "from");
    internal static readonly Operator UniformInPlace = Operator.Get("aten::uniform_");
}
