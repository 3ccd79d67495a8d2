/// How stored numbers are shown.
enum RightNumberText {
  /// A Chinese application number with its office and, where it has one, the point before the check digit.
  static func chinese(_ number: String) -> String {
    let length = number.utf8.count
    guard length == 13 || length == 9 else { return "CN" + number }
    return "CN" + number.dropLast() + "." + number.suffix(1)
  }
}
