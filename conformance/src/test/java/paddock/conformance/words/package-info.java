/// The four-letter words, asked of the reference and of Paddock after the same few requests.
///
/// A [Scene] plays the requests and asks; what hangs on time, chance or the machine is scrubbed,
/// and the rest must be equal to the letter: monitoring parses these texts.
package paddock.conformance.words;
