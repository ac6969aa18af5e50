package live.newsline.access;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One question for all who ask at once. Who asks while a question is out shares the next one with all that came
 * meanwhile: so every answer is from after it was asked for, as if each had asked alone. Safe for any thread; answers
 * come on the question's.
 *
 * @param <K> what is asked about
 * @param <V> what is known of it
 */
final class Together<K, V> {

    private final Function<Set<K>, Mono<Map<K, V>>> question;
    private Round<K, V> next = new Round<>();
    private boolean out;

    private record Round<K, V>(Set<K> keys, Sinks.One<Map<K, V>> answer) {

        Round() {
            this(new HashSet<>(), Sinks.one());
        }
    }

    /** @param question answers once, bounded in time; what it leaves out is not known */
    Together(Function<Set<K>, Mono<Map<K, V>>> question) {
        this.question = question;
    }

    /** Empty where nothing is known of it; fails as the question does. */
    Mono<V> ask(K key) {
        return Mono.defer(() -> {
            Round<K, V> joined;
            boolean goes;
            synchronized (this) {
                joined = next;
                joined.keys.add(key);
                goes = !out;
                if (goes) {
                    out = true;
                    next = new Round<>();
                }
            }
            if (goes) {
                send(joined);
            }
            return joined.answer.asMono().mapNotNull(known -> known.get(key));
        });
    }

    /** The next one goes before the answers are given, because giving them takes time. */
    private void send(Round<K, V> round) {
        Mono.defer(() -> question.apply(round.keys))
                .subscribe(
                        known -> {
                            goOn();
                            round.answer.tryEmitValue(known);
                        },
                        failure -> {
                            goOn();
                            round.answer.tryEmitError(failure);
                        });
    }

    private void goOn() {
        Round<K, V> ready;
        synchronized (this) {
            if (next.keys.isEmpty()) {
                out = false;
                return;
            }
            ready = next;
            next = new Round<>();
        }
        send(ready);
    }
}
