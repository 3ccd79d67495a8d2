/// Thousands separators, without locale: `1,234,567`.
public enum Thousands {
  /// A whole number with separators.
  public static func grouped(_ value: Int) -> String {
    grouped(String(value.magnitude), isNegative: value < 0)
  }

  /// Digits with separators.
  /// - Parameters:
  ///   - digits: the digits of a whole number, without a sign.
  ///   - isNegative: whether a minus sign (`-`) stands before them.
  public static func grouped(_ digits: String, isNegative: Bool) -> String {
    var bytes: [UInt8] = isNegative ? [0x2D] : []
    let count = digits.utf8.count
    for (index, digit) in digits.utf8.enumerated() {
      if index > 0, (count - index) % 3 == 0 { bytes.append(0x2C) }
      bytes.append(digit)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
