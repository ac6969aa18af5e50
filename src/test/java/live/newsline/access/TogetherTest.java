package live.newsline.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class TogetherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Asked(Set<String> keys, Sinks.One<Map<String, Integer>> answer) {}

    private final List<Asked> questions = new ArrayList<>();
    private final Together<String, Integer> together = new Together<>(keys -> {
        Asked asked = new Asked(Set.copyOf(keys), Sinks.one());
        questions.add(asked);
        return asked.answer().asMono();
    });

    @Test
    void whoAsksAloneIsAnsweredAtOnce() {
        StepVerifier.create(together.ask("a"))
                .then(() -> answer(0, Map.of("a", 1)))
                .expectNext(1)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void nothingIsAskedBeforeSomebodyListens() {
        Mono<Integer> cold = together.ask("a");
        assertThat(questions).isEmpty();
        cold.subscribe();
        assertThat(questions).hasSize(1);
    }

    @Test
    void whoComesWhileQuestionsAreOutSharesTheNextOne() {
        together.ask("a").subscribe();
        List<Integer> heard = new ArrayList<>();
        together.ask("a").subscribe(heard::add);
        together.ask("c").subscribe(heard::add);
        together.ask("a").subscribe(heard::add);
        assertThat(questions).extracting(Asked::keys).containsExactly(Set.of("a"));
        answer(0, Map.of("a", 1));
        // an answer to a question that was out before is none of theirs
        assertThat(heard).isEmpty();
        assertThat(questions.get(1).keys()).containsExactlyInAnyOrder("a", "c");
        answer(1, Map.of("a", 2, "c", 3));
        assertThat(heard).containsExactlyInAnyOrder(2, 3, 2);
        assertThat(questions).hasSize(2);
    }

    @Test
    void whatIsNotKnownIsEmpty() {
        StepVerifier.create(together.ask("a"))
                .then(() -> answer(0, Map.of("b", 1)))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aFailureIsForThoseWhoSharedItAndTheNextAreAskedFor() {
        List<Throwable> failures = new ArrayList<>();
        together.ask("a").subscribe(value -> {}, failures::add);
        StepVerifier.create(together.ask("c"))
                .then(() -> questions.get(0).answer().tryEmitError(new IllegalStateException("away")))
                .then(() -> answer(1, Map.of("c", 3)))
                .expectNext(3)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aQuestionThatThrowsEndsAsAFailure() {
        Together<String, Integer> broken = new Together<>(keys -> {
            throw new IllegalStateException("broken");
        });
        for (int i = 0; i < 5; i++) {
            StepVerifier.create(broken.ask("a")).expectErrorMessage("broken").verify(PATIENCE);
        }
    }

    @Test
    void whoGoesAwayKeepsNobodyFromBeingAnswered() {
        together.ask("a").subscribe().dispose();
        List<Integer> heard = new ArrayList<>();
        together.ask("c").subscribe(heard::add);
        answer(0, Map.of("a", 1));
        answer(1, Map.of("c", 3));
        assertThat(heard).containsExactly(3);
    }

    private void answer(int question, Map<String, Integer> known) {
        questions.get(question).answer().tryEmitValue(known).orThrow();
    }
}
