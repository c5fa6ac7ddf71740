import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * veraPDF for the tests: the engine comes as a jar without a command of its own.
 *
 * <p>Usage: {@code VeraCheck 2a,ua1 FILE...}. Prints, for each file and profile, one line
 * of tab-separated fields: file, profile, {@code ok} or {@code bad}, number of checks, and the
 * first failure of each clause. Exits 0 when everything could be read, whatever was found.
 */
public final class VeraCheck {
    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean readable = true;
        for (int i = 1; i < args.length; i++) {
            for (String flavour : args[0].split(",")) {
                try {
                    System.out.println(args[i] + "\t" + flavour + "\t" + check(args[i], flavour));
                } catch (Exception error) {
                    System.out.println(args[i] + "\t" + flavour + "\tbad\t0\tnot read: " + oneLine(error));
                    readable = false;
                }
            }
        }
        System.exit(readable ? 0 : 2);
    }

    private static String check(String file, String name) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour, flavour)) {
            // One failure of each rule is kept; passed checks are only counted.
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 1, false, true, false);
            ValidationResult result = validator.validate(parser);
            Map<String, String> failures = new LinkedHashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                String why = assertion.getErrorMessage() == null ? assertion.getMessage() : assertion.getErrorMessage();
                String where = assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
                failures.putIfAbsent(clause, clause + ": " + oneLine(why) + " @ " + oneLine(where));
            }
            return (result.isCompliant() ? "ok" : "bad") + "\t" + result.getTotalAssertions() + "\t"
                    + String.join(" | ", failures.values());
        }
    }

    private static String oneLine(Object text) {
        return String.valueOf(text).replaceAll("\\s+", " ");
    }
}
