// Writes what all scripts have shown: paper.html, paper.tex and, with pdflatex, paper.pdf.
WritePage("paper");
