/// Results as a page for people: tables, bars of ratios, and curves of growth.
///
/// [HtmlPage] makes one file that needs nothing beside itself, neither a network nor a script, and
/// follows the reader's choice of a light or dark screen. [RatioPlot] and [GrowthPlot] draw with
/// [Svg]; where a value lies is decided by a [Scale].
package paddock.bench.plot;
