package live.newsline.item;

import java.util.List;

/** An input that breaks rules: all of them are named, so that one answer is enough to mend it. */
public final class RulesBroken extends RuntimeException {

    private final transient List<BrokenRule> rules;

    public RulesBroken(List<BrokenRule> rules) {
        super(rules.toString(), null, false, false);
        this.rules = List.copyOf(rules);
    }

    public RulesBroken(String field, String rule, String detail) {
        this(List.of(new BrokenRule(field, rule, detail)));
    }

    public List<BrokenRule> rules() {
        return rules;
    }
}
