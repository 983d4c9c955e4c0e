using System.Security.Cryptography;

namespace InpaintLab.Scripting.Compilation;

/// <summary>A file that a script was compiled from, as it was then.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Hash">SHA-256 of its content.</param>
/// <param name="IsAssembly">Whether it was referenced (<c>#r</c>) rather than compiled.</param>
internal sealed record ScriptInput(string Path, string Hash, bool IsAssembly)
{
    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Whether the file is still the same.</summary>
    /// <exception cref="IOException">It is gone.</exception>
    public bool IsUnchanged() => HashOf(File.ReadAllBytes(Path)) == Hash;
}

/// <summary>A compiled script.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="Symbols">Its lines, a portable PDB.</param>
/// <param name="Inputs">All files it was made from; the script itself is the first.</param>
internal sealed record ScriptImage(byte[] Assembly, byte[] Symbols, IReadOnlyList<ScriptInput> Inputs)
{
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Inputs.Count);
        foreach (var input in Inputs)
        {
            writer.Write(input.Path);
            writer.Write(input.Hash);
            writer.Write(input.IsAssembly);
        }

        foreach (var part in new[] { Assembly, Symbols })
        {
            writer.Write(part.Length);
            writer.Write(part);
        }

        writer.Flush();
        return stream.ToArray();
    }

    public static ScriptImage Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var inputs = new ScriptInput[reader.ReadInt32()];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = new ScriptInput(reader.ReadString(), reader.ReadString(), reader.ReadBoolean());
        return new ScriptImage(reader.ReadBytes(reader.ReadInt32()), reader.ReadBytes(reader.ReadInt32()), inputs);
    }
}
