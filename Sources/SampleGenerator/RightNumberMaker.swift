import PortfolioCore

/// Makes numbers of rights that have the right form and lie above everything offices have given out.
///
/// Chinese serial numbers start at 9,000,000 of the year, publications at 19, 29 and 39 (hundred millions of
/// their series), so that no invented right carries the number of a real one.
struct RightNumberMaker {
  private var serials: [String: Int] = [:]
  private let salt: Int

  /// A maker; makers with different salts (0...9) never give the same number.
  init(salt: Int) { self.salt = salt }

  /// The next number of a series; `room` is how many numbers each salt has.
  private mutating func next(_ series: String, room: Int = 80_000) -> Int {
    // Uneven steps look less like a counter; the salt keeps samples apart.
    let serial = serials[series, default: 0]
    serials[series] = serial + 1
    return salt * room + serial * 7 + serial % 3
  }

  /// A Chinese application number with its check digit: `202019000123.4`.
  mutating func chineseApplication(kind: RightKind, year: Int) -> String {
    let kindDigit = kind == .invention ? "1" : kind == .utilityModel ? "2" : "3"
    let digits = "\(year)\(kindDigit)\(9_000_000 + next("cn\(year)\(kindDigit)"))"
    return digits + "." + RightNumberMaker.checkDigit(of: digits)
  }

  /// The check digit: weights 2...9, 2...5, modulo 11, 10 written X.
  static func checkDigit(of digits: String) -> String {
    var sum = 0
    for (index, digit) in digits.utf8.enumerated() { sum += Int(digit - 0x30) * (index % 8 + 2) }
    let rest = sum % 11
    return rest == 10 ? "X" : String(rest)
  }

  /// The number under which a Chinese patent is published, without kind code.
  mutating func chinesePublication(kind: RightKind) -> String {
    let series = kind == .invention ? "CN19" : kind == .utilityModel ? "CN29" : "CN39"
    return "\(series)\(1_000_000 + next(series))"
  }

  /// A US application as year and serial number: `202019900123`.
  mutating func americanApplication(year: Int) -> String {
    "\(year)199\(padded(next("usa", room: 9_000), 5))"
  }

  /// A US patent number.
  mutating func americanPatent() -> String { "US19\(padded(next("usp", room: 9_000), 6))B2" }

  /// A European application number with its check digit: `20990012.3`.
  mutating func europeanApplication(year: Int) -> String {
    let digits = padded(year % 100, 2) + "99" + padded(next("epa", room: 900), 4)
    var sum = 0
    for (index, digit) in digits.utf8.enumerated() {
      // Weights 1, 2, 1, 2 ...; products over 9 count as the sum of their digits.
      let product = Int(digit - 0x30) * (index % 2 + 1)
      sum += product > 9 ? product - 9 : product
    }
    return "\(digits).\((10 - sum % 10) % 10)"
  }

  /// A European publication number without kind code.
  mutating func europeanPublication() -> String { "EP59\(padded(next("epp", room: 9_000), 5))" }

  /// A Japanese application number: `2020-900123`.
  mutating func japaneseApplication(year: Int) -> String { "\(year)-9\(padded(next("jpa", room: 9_000), 5))" }

  /// A Japanese patent number.
  mutating func japanesePatent() -> String { "JP99\(padded(next("jpp", room: 9_000), 5))B2" }

  /// A Chinese trademark number.
  mutating func chineseTrademark() -> String { "99\(padded(next("tm"), 6))" }

  private func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
