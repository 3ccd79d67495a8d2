public import PolicyModels
public import PortfolioCore

/// A series of price levels by year, by which recorded costs are brought to today's prices: a model file of the kind
/// `price-index`. An empty series is allowed: then costs are not indexed, and results say so.
public struct PriceIndex: PolicyModel {
  /// `price-index`.
  public static var kind: String { "price-index" }

  /// The file's header.
  public let header: ModelHeader
  /// What the series measures, as its publisher calls it; nil for an empty series.
  public let series: BilingualText?
  /// The source's name; nil for an empty series.
  public let source: String?
  /// Levels by year, of any base.
  public let levels: [Int: Double]

  /// Whether there is a level at all.
  public var isEmpty: Bool { levels.isEmpty }

  /// Reads the series; levels need `series` and `source`.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> PriceIndex? {
    let reader = ValuationReader(header: header, log: log)
    var levels: [Int: Double] = [:]
    guard var given = map.map("levels") else { return nil }
    for entry in given.allEntries() {
      guard let year = Int(entry.key), (1900...2200).contains(year) else {
        log.bad(entry.keyPlace, value: entry.key, zh: "不是年度", en: "Not a year")
        continue
      }
      levels[year] = reader.number(entry.value, within: 0.0001...1_000_000)
    }
    given.finish()
    var series: BilingualText?
    var source: String?
    if levels.isEmpty {
      series = map.optionalBilingual("series")
      if map.optional("source") != nil { source = reader.source(&map) }
    } else {
      series = map.bilingual("series")
      source = reader.source(&map)
    }
    guard !log.hasErrors else { return nil }
    return PriceIndex(header: header, series: series, source: source, levels: levels)
  }
}
