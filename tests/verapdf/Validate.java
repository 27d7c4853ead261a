import java.io.File;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.Scanner;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Judges the files named on standard input, one a line, and writes lines of: file, profile, verdict or rule, message.
 * A file is read and gone through once for both profiles.
 */
public class Validate {
    private static final List<PDFAFlavour> PROFILES = Arrays.asList(PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1);

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        Scanner files = new Scanner(System.in, "UTF-8");
        while (files.hasNextLine()) {
            String file = files.nextLine();
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), PROFILES.get(0))) {
                parser.setFlavours(PROFILES);
                for (ValidationResult result : Foundries.defaultInstance().createValidator(PROFILES).validateAll(parser)) {
                    String head = file + "\t" + result.getPDFAFlavour().getId() + "\t";
                    TreeMap<String, String> failed = new TreeMap<>();
                    for (TestAssertion each : result.getTestAssertions()) {
                        if (each.getStatus() == TestAssertion.Status.FAILED) {
                            String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                            failed.putIfAbsent(rule, each.getMessage());
                        }
                    }
                    failed.forEach((rule, message) -> out.println(head + rule + "\t" + flat(message)));
                    out.println(head + (result.isCompliant() ? "PASSED" : "FAILED") + "\t");
                }
            } catch (Throwable error) {
                for (PDFAFlavour profile : PROFILES) {
                    out.println(file + "\t" + profile.getId() + "\tERROR\t" + flat(error.toString()));
                }
            }
        }
    }

    private static String flat(String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ");
    }
}
