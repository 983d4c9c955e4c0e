using System.Text;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Reporting.Documents;

/// <summary>
/// A report as an article in LaTeX, with packages of Debian's texlive-latex-recommended only. Figures are the PDF files below
/// <c>figures/</c>, and pictures below <c>pictures/</c>, beside it. What pdflatex makes of it holds no date.
/// </summary>
internal static class LatexDocument
{
    private const int RowsOfAPage = 40;

    private const string Preamble = """
        \documentclass[a4paper,10pt]{article}
        \ifdefined\pdfinfoomitdate\pdfinfoomitdate=1 \pdftrailerid{}\pdfsuppressptexinfo=-1 \fi
        \usepackage[T1]{fontenc}
        \usepackage[utf8]{inputenc}
        \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
        \usepackage{textcomp}
        \usepackage[margin=18mm]{geometry}
        \usepackage{float}
        \usepackage{graphicx}
        \usepackage{booktabs}
        \usepackage{longtable}
        \usepackage{pdflscape}
        \newsavebox{\reportbox}
        % What is wider than the page is made to fit.
        \newcommand{\reportfit}[1]{\sbox{\reportbox}{#1}\ifdim\wd\reportbox>\textwidth\resizebox{\textwidth}{!}{\usebox{\reportbox}}\else\usebox{\reportbox}\fi}
        \setlength{\parindent}{0pt}\setlength{\parskip}{0.6em}\setlength{\emergencystretch}{3em}

        """;

    /// <summary>The document.</summary>
    public static string Render(ReportDocument document, IReadOnlyList<RecordedRun> runs)
    {
        var text = new StringBuilder(Preamble);
        text.Append($"\\title{{{LatexFormat.Escape(document.Title)}}}\n\\author{{}}\n\\date{{}}\n\\begin{{document}}\n\\maketitle\n");
        foreach (var block in document.Blocks)
            text.Append('\n').Append(Block(block));
        if (runs.Count > 0)
        {
            text.Append(
                "\n\\begin{landscape}\n\\section*{Runs}\nFolders are those below the folder of runs; a commit with + had changes that were "
                    + "not committed.\n\n")
                .Append(Long(RunList.Of(runs), caption: null, "\\tiny"))
                .Append("\\end{landscape}\n");
        }

        return text.Append("\n\\end{document}\n").ToString();
    }

    private static string Block(DocumentBlock block) => block switch
    {
        SectionBlock section => $"\\section{{{LatexFormat.Escape(section.Heading)}}}\n",
        TextBlock { IsNotice: true } notice => $"\\begin{{quote}}\\itshape {Marked(notice.Text)}\\end{{quote}}\n",
        TextBlock paragraph => $"{Marked(paragraph.Text)}\n",
        TableBlock table => Table(table),
        FigureBlock figure => Graphic(figure, $"\\reportfit{{\\includegraphics{{figures/{figure.Name}.pdf}}}}"),
        PictureBlock picture => Graphic(
            picture, $"\\includegraphics[width=\\textwidth,height=0.8\\textheight,keepaspectratio]{{pictures/{picture.Name}.png}}"),
        _ => throw new NotSupportedException($"{block.GetType().Name} has no form in LaTeX"),
    };

    // In the order of the text, not floating: a report is read beside its tables.
    private static string Graphic(NamedBlock block, string graphic) =>
        $"\\begin{{figure}}[H]\n\\centering\n{graphic}\n\\caption{{{Marked(block.Caption)}}}\n\\end{{figure}}\n";

    private static string Table(TableBlock block)
    {
        var layout = block.Table.Layout();
        if (layout.Rows.Count > RowsOfAPage)
            return Long(layout, Marked(block.Caption), "\\scriptsize");
        return $"\\begin{{table}}[H]\n\\centering\n\\caption{{{Marked(block.Caption)}}}\n\\smallskip\n\\small\n"
            + $"\\reportfit{{%\n{LatexFormat.Tabular(layout).TrimEnd('\n')}}}\n\n"
            + $"\\smallskip\n\\begin{{minipage}}{{\\textwidth}}\\scriptsize\n{LatexFormat.Notes(layout)}\\end{{minipage}}\n"
            + "\\end{table}\n";
    }

    private static string Long(TableLayout layout, string? caption, string size)
    {
        var tabular = LatexFormat.Tabular(layout, isLong: true);
        if (caption is not null)
            tabular = tabular.Replace("\\toprule\n", $"\\caption{{{caption}}}\\\\\n\\toprule\n", StringComparison.Ordinal);
        return $"{{{size}\\setlength{{\\tabcolsep}}{{3pt}}\n{tabular}\n{LatexFormat.Notes(layout)}}}\n";
    }

    private static string Marked(string text) =>
        string.Concat(MarkedText.Parts(text).Select(p => p.IsCode ? Code(p.Text) : LatexFormat.Escape(p.Text)));

    // Commands and keys are long words: they may break where they would in a shell.
    private static string Code(string text)
    {
        var letters = text.Select(c => LatexFormat.Escape($"{c}") + (c is '/' or '-' or '.' or '*' ? "\\allowbreak{}" : ""));
        return $"\\texttt{{{string.Concat(letters)}}}";
    }
}
