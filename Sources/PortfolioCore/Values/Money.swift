/// A currency by its ISO 4217 code.
public struct Currency: Hashable, Comparable, Sendable, Codable {
  /// The three-letter code, in capitals.
  public let code: String

  /// The currency with that code, or nil when the text is not three capital letters.
  public init?(code: String) {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
    self.code = code
  }

  private init(known code: String) { self.code = code }

  /// Chinese yuan.
  public static let cny = Currency(known: "CNY")
  /// US dollar.
  public static let usd = Currency(known: "USD")
  /// Euro.
  public static let eur = Currency(known: "EUR")

  /// The number of decimal places of the minor unit (ISO 4217): 0 for yen, won and similar, 3 for some
  /// Gulf currencies, otherwise 2.
  public var minorDigits: Int {
    switch code {
    case "JPY", "KRW", "VND", "CLP", "ISK", "XOF", "XAF", "PYG", "UGX", "RWF": return 0
    case "BHD", "KWD", "OMR", "JOD", "TND", "IQD", "LYD": return 3
    default: return 2
    }
  }

  /// Minor units in one major unit: 100 for yuan and dollar, 1 for yen.
  public var minorPerMajor: Int64 {
    switch minorDigits {
    case 0: return 1
    case 3: return 1000
    default: return 100
    }
  }

  /// Reads the code.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let currency = Currency(code: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not a three-letter currency code")
    }
    self = currency
  }

  /// Writes the code.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }

  /// Alphabetical by code.
  public static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }
}

/// An amount of money in whole minor units (fen, cents) of one currency.
public struct Money: Hashable, Sendable, Codable {
  /// The amount in minor units.
  public var minorUnits: Int64
  /// The currency.
  public var currency: Currency

  /// An amount in minor units.
  public init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// An amount in whole major units: `Money(major: 900, currency: .cny)` is 900 yuan.
  public init(major: Int64, currency: Currency) {
    self.init(minorUnits: major * currency.minorPerMajor, currency: currency)
  }

  /// The amount written as a plain decimal number such as `1,234.50`, `1234.5` or `-3`, or nil when it has
  /// another form, more decimals than the currency has, or is out of range. Nothing is rounded.
  public init?(decimal text: some StringProtocol, currency: Currency) {
    var negative = false
    var whole: Int64 = 0
    var decimals = 0
    var sawPoint = false
    var sawDigit = false
    for (index, character) in text.utf8.enumerated() {
      switch character {
      case 0x2D where index == 0: negative = true
      case 0x2C where !sawPoint && sawDigit: continue
      case 0x2E where !sawPoint: sawPoint = true
      case 0x30...0x39:
        sawDigit = true
        if sawPoint {
          if decimals == currency.minorDigits {
            guard character == 0x30 else { return nil }
            continue
          }
          decimals += 1
        }
        let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
        let (sum, overflowed) = product.addingReportingOverflow(Int64(character - 0x30))
        guard !overflow, !overflowed else { return nil }
        whole = sum
      default: return nil
      }
    }
    guard sawDigit else { return nil }
    while decimals < currency.minorDigits {
      let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      whole = product
      decimals += 1
    }
    self.init(minorUnits: negative ? -whole : whole, currency: currency)
  }

  /// The amount times `numerator` / `denominator`, rounded to the nearest minor unit, halves away from zero.
  /// - Precondition: `denominator` is positive.
  public func scaled(by numerator: Int64, over denominator: Int64) -> Money {
    let product = Int128(minorUnits) * Int128(numerator)
    let negative = product < 0
    let quotient = ((negative ? -product : product) + Int128(denominator / 2)) / Int128(denominator)
    return Money(minorUnits: Int64(negative ? -quotient : quotient), currency: currency)
  }

  /// The amount as a plain decimal number with the currency's decimals: `900.00`.
  public var decimal: String {
    let digits = currency.minorDigits
    let magnitude = minorUnits.magnitude
    let sign = minorUnits < 0 ? "-" : ""
    guard digits > 0 else { return sign + String(magnitude) }
    let unit = UInt64(currency.minorPerMajor)
    let fraction = String(magnitude % unit)
    return sign + String(magnitude / unit) + "."
      + String(repeating: "0", count: digits - fraction.utf8.count) + fraction
  }
}

extension Money: CustomStringConvertible {
  /// The decimal amount and the currency code.
  public var description: String { decimal + " " + currency.code }
}
