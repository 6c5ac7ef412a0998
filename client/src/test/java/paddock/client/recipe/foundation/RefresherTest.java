package paddock.client.recipe.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class RefresherTest {
    private final List<CompletableFuture<Void>> looks = new ArrayList<>();
    private final Refresher refresher =
            new Refresher(
                    () -> {
                        CompletableFuture<Void> look = new CompletableFuture<>();
                        looks.add(look);
                        return look;
                    });

    @Test
    void hintsDuringALookLeadToOneMore() {
        refresher.hint();
        refresher.hint();
        refresher.hint();
        assertThat(looks).hasSize(1);
        looks.get(0).complete(null);
        assertThat(looks).hasSize(2);
        looks.get(1).complete(null);

        assertThat(looks).hasSize(2);
    }

    @Test
    void aLookThatFailsDoesNotEndIt() {
        refresher.hint();
        looks.get(0).completeExceptionally(new IllegalStateException("as it happens"));
        assertThat(looks).hasSize(1);
        refresher.hint();

        assertThat(looks).hasSize(2);
    }
}
