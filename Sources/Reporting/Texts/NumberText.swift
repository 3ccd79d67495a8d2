import Valuation

/// Numbers as text, without locale: `1,234,567.8`.
enum NumberText {
  /// A whole number with thousands separators.
  static func whole(_ value: Int) -> String { Thousands.grouped(value) }

  /// A number with a fixed count of decimals, halves away from zero, with thousands separators.
  static func fixed(_ value: Double, _ decimals: Int, separators: Bool = true) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    guard value.isFinite, abs(value) < 1e15 / Double(scale) else { return "–" }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    return scaledText(value < 0 ? -scaled : scaled, decimals, separators: separators)
  }

  /// A whole number of hundredths (tenths, …) with its point put in.
  static func scaledText(_ scaled: Int, _ decimals: Int, separators: Bool = true) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let magnitude = Int(scaled.magnitude)
    let whole = String(magnitude / scale)
    var text = separators ? Thousands.grouped(whole, isNegative: scaled < 0) : (scaled < 0 ? "-" : "") + whole
    guard decimals > 0 else { return text }
    let fraction = String(magnitude % scale)
    text += "." + String(repeating: "0", count: decimals - fraction.utf8.count) + fraction
    return text
  }

  /// Round steps for an axis from 0 that reaches `greatest`: at most `most` steps of 1, 2 or 5 times a power
  /// of ten.
  static func axisStep(_ greatest: Double, most: Int, whole: Bool) -> Double {
    guard greatest > 0 else { return 1 }
    let rough = greatest / Double(most)
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough { power /= 10 }
    let step = [1.0, 2, 5, 10].first { $0 * power >= rough * (1 - 1e-9) } ?? 10
    return whole ? max(1, (step * power).rounded()) : step * power
  }

  /// Hundredths of a list of parts that add up exactly to the hundredths of their sum: each is rounded down,
  /// and the largest remainders are rounded up until the total is met.
  static func roundedToSum(_ parts: [Double], total: Int) -> [Int] {
    var floors = parts.map { Int(($0 * 100).rounded(.down)) }
    let missing = total - floors.reduce(0, +)
    guard missing != 0, !parts.isEmpty else { return floors }
    let order = parts.indices.sorted { left, right in
      let a = parts[left] * 100 - Double(floors[left])
      let b = parts[right] * 100 - Double(floors[right])
      return a != b ? a > b : left < right
    }
    let candidates = missing > 0 ? order : order.reversed()
    for step in 0..<Int(missing.magnitude) {
      floors[candidates[step % candidates.count]] += missing > 0 ? 1 : -1
    }
    return floors
  }
}
