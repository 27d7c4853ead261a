import java.io.File;
import java.io.PrintStream;
import java.util.TreeMap;
import java.util.Scanner;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges the files named on standard input, one a line, and writes lines of: file, profile, verdict or rule, message. */
public class Validate {
    private static final PDFAFlavour[] PROFILES = {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1};

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        Scanner files = new Scanner(System.in, "UTF-8");
        while (files.hasNextLine()) {
            String file = files.nextLine();
            for (PDFAFlavour profile : PROFILES) {
                String head = file + "\t" + profile.getId() + "\t";
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile)) {
                    ValidationResult result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
                    TreeMap<String, String> failed = new TreeMap<>();
                    for (TestAssertion each : result.getTestAssertions()) {
                        if (each.getStatus() == TestAssertion.Status.FAILED) {
                            String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                            failed.putIfAbsent(rule, each.getMessage());
                        }
                    }
                    failed.forEach((rule, message) -> out.println(head + rule + "\t" + flat(message)));
                    out.println(head + (result.isCompliant() ? "PASSED" : "FAILED") + "\t");
                } catch (Throwable error) {
                    out.println(head + "ERROR\t" + flat(error.toString()));
                }
            }
        }
    }

    private static String flat(String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ");
    }
}
