/// The four-letter words: questions that operators and monitoring ask over the client port.
///
/// [FourLetterWords] decides which words are allowed and writes the answers, to the letter as the
/// reference writes them, so that whatever parses them goes on doing so. It knows nothing of
/// sockets: the front recognises a word by its first four bytes, asks, writes the text and closes.
/// Everything an answer tells comes from a [ServerView], which the runtime implements.
///
/// The answers are of no single instant: each figure is read by itself while the server goes on.
///
/// Source of the rules: commands reference, parts A and C.
package paddock.server.words;
