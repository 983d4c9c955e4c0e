namespace TorchSharp;

/// <content>Random numbers, drawn from a generator (null: the device's default).</content>
public static partial class torch
{
    /// <summary>1 with each element's probability, else 0.</summary>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    /// <summary>Indices drawn with the rows as weights.</summary>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);

    /// <summary>Numbers from Poisson distributions with these means.</summary>
    public static Tensor poisson(Tensor input, Generator? generator = null) => input.poisson(generator);
}
