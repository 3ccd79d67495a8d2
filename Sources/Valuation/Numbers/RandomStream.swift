internal import PortfolioCore

/// A stream of random numbers with a seed, which splits into independent streams by number.
///
/// xoshiro256++ of Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47 (2021), its
/// state filled by SplitMix64 as they advise. A right's stream depends on the seed and the right's own number alone,
/// so figures are the same whatever else is valued, in whatever order, on however many threads.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The stream of a seed.
  public init(seed: UInt64) {
    var filler = SeededGenerator(seed: seed)
    state = (filler.next(), filler.next(), filler.next(), filler.next())
  }

  /// The stream `number` of a seed.
  public init(seed: UInt64, number: UInt64) {
    var mixer = SeededGenerator(seed: number)
    self.init(seed: seed ^ mixer.next())
  }

  init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

  /// The next 64 random bits.
  @inline(__always)
  public mutating func next() -> UInt64 {
    let sum = state.0 &+ state.3
    let result = ((sum << 23) | (sum >> 41)) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// A number strictly between 0 and 1: the middles of 2⁵² equal pieces.
  @inline(__always)
  public mutating func unit() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}
