using InpaintLab.Cli.Output;

namespace InpaintLab.Tests.Cli.Output;

public class TextTableTests
{
    [Fact]
    public void Texts_stand_to_the_left_and_numbers_to_the_right_of_columns_as_wide_as_they_need()
    {
        var table = Tables.Create(["id", "name"], ["seed"]);
        table.Add("a", "long name", "1");
        table.Add("bcd", "x", "12345");

        Assert.Equal(
            """

              id    name         seed  
            ───────────────────────────
              a     long name       1  
              bcd   x           12345  


            """,
            Written(table));
    }

    [Fact]
    public void Cells_of_several_lines_and_of_wide_characters_keep_the_columns_straight()
    {
        var table = Tables.Create(["a", "b"], []);
        table.Add("one\ntwo", "x");
        table.Add("絵画", "y");
        table.Add("e\u0301", "z");

        Assert.Equal(["  a      b  ", "────────────", "  one    x  ", "  two       ", "  絵画   y  ", "  e\u0301      z  "], Written(table).Split('\n').Where(l => l.Length > 0));
    }

    [Fact]
    public void Cells_that_are_left_out_are_empty_and_too_many_are_refused()
    {
        var table = Tables.Create(["a"], ["b", "c"]);
        table.Add("1");

        Assert.Equal("  1          ", Written(table).Split('\n')[3]);
        Assert.Throws<ArgumentException>(() => table.Add("1", "2", "3", "4"));
    }

    private static string Written(TextTable table)
    {
        using var output = new StringWriter { NewLine = "\n" };
        table.Write(output);
        return output.ToString();
    }
}
