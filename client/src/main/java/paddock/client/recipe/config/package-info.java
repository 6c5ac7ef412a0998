/// Configuration that programs publish and subscribe to: [Configuration]. What its bytes mean is
/// for a [Codec] to say.
package paddock.client.recipe.config;
