/// How widely citations spread over classes of technology: one less the sum of squared shares (Trajtenberg,
/// Henderson, Jaffe 1997); generality for citing patents, originality for cited ones.
public enum ClassSpread {
  /// The index of some shares that sum to 1.
  public static func index(shares: [Double]) -> Double { 1 - shares.reduce(0) { $0 + $1 * $1 } }

  /// The index corrected for few citations: times n / (n - 1), after Hall, Jaffe, Trajtenberg (NBER 8498); nil
  /// with fewer than two citations, of which it says nothing.
  public static func corrected(_ index: Double, citations n: Int) -> Double? {
    n > 1 ? index * Double(n) / Double(n - 1) : nil
  }
}
