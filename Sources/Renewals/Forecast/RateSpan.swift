import PolicyModels
public import PortfolioCore

extension ExchangeRates {
  /// The rates with every year after the newest full one at the lowest or highest yearly average on file: how far
  /// a forecast in ``base`` would move if a rate went back to where it has been. Past years stay as they are.
  ///
  /// This is a span of what was observed, not a prognosis.
  public func span(highest: Bool) -> ExchangeRates {
    var spanned = millionths
    for (currency, years) in millionths {
      // A currency without a newest average is not forecast at all.
      guard years[newestFullYear] != nil else { continue }
      let seen = years.filter { $0.key <= newestFullYear }.values
      spanned[currency]?[newestFullYear + 1] = highest ? seen.max() : seen.min()
    }
    return ExchangeRates(header: header, base: base, newestFullYear: newestFullYear + 1, millionths: spanned)
  }

  /// The years whose averages are on file for a currency, up to the newest full one.
  public func yearsOnFile(of currency: Currency) -> ClosedRange<Int>? {
    guard let years = millionths[currency]?.keys.filter({ $0 <= newestFullYear }), let first = years.min(),
      let last = years.max()
    else { return nil }
    return first...last
  }
}
