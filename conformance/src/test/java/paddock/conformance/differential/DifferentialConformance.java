package paddock.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import paddock.conformance.server.ServerKind;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

class DifferentialConformance {
    private static final int SEEDS = Integer.getInteger("conformance.seeds", 300);

    @Execution(CONCURRENT)
    @ParameterizedTest
    @EnumSource(Profile.class)
    void theReferenceDoesNotDifferFromItself(Profile profile) {
        assertThat(differences(ServerKind.APACHE, profile, 20)).isEmpty();
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @EnumSource(Profile.class)
    void paddockAnswersAsTheReferenceDoes(Profile profile) {
        assertThat(differences(ServerKind.PADDOCK, profile, SEEDS)).isEmpty();
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @EnumSource(
            value = Profile.class,
            names = {"PLAIN", "EXTENDED"})
    void aRestartInTheMiddleMakesNoDifference(Profile profile) {
        try (var arena = Arena.against(ServerKind.PADDOCK, profile, new Tally())) {
            for (long seed : seedsOf(profile, 30)) {
                var sequence = Generator.sequenceWithRestart(seed, seed % 2 == 0);
                var difference = arena.play(sequence);
                assertThat(difference.map(found -> found.report(arena))).isEmpty();
            }
        }
    }

    @Execution(CONCURRENT)
    @Test
    void serversThatDifferAreTold() {
        // What one refuses and the other allows must come out, or none of the above means much.
        try (var arena =
                new Arena(
                        () -> new Side(ServerKind.APACHE, Profile.PLAIN),
                        () -> new Side(ServerKind.APACHE, Profile.EXTENDED),
                        new Tally())) {
            var found =
                    seedsOf(Profile.PLAIN, 20).stream()
                            .flatMap(seed -> arena.play(Generator.sequence(seed)).stream())
                            .findFirst();

            assertThat(found).isPresent();
            var shrunk = Shrinker.shrink(arena, found.orElseThrow(), 8);
            assertThat(shrunk.report(arena)).contains("replay: ./conform --seeds");
            assertThat(shrunk.sequence().steps())
                    .hasSizeLessThan(found.orElseThrow().sequence().steps().size());
        }
    }

    private static List<String> differences(ServerKind subject, Profile profile, int seeds) {
        var reports = new ArrayList<String>();
        try (var arena = Arena.against(subject, profile, new Tally())) {
            for (long seed : seedsOf(profile, seeds)) {
                arena.play(Generator.sequence(seed))
                        .ifPresent(difference -> reports.add(difference.report(arena)));
            }
        }
        return reports;
    }

    private static List<Long> seedsOf(Profile profile, int below) {
        return LongStream.range(0, below)
                .filter(seed -> Profile.of(seed) == profile)
                .boxed()
                .toList();
    }
}
