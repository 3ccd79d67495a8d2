import Foundation
import Testing

@testable import Valuation

/// Our own elementary functions against the C library's and published values.
@Suite struct PortableMathTests {
  @Test func exponentialAndLogarithm() {
    var worst = 0.0
    for step in -7000...7000 {
      let x = Double(step) / 10
      let expected = Foundation.exp(x)
      if expected > 0, expected.isFinite { worst = max(worst, abs(PortableMath.exp(x) / expected - 1)) }
    }
    #expect(worst < 1e-15)
    var worstLog = 0.0
    for step in 1...20_000 {
      for x in [Double(step) / 10_000, Double(step) * 37.25] {
        let expected = Foundation.log(x)
        worstLog = max(worstLog, abs(PortableMath.log(x) - expected) / max(1, abs(expected)))
      }
    }
    #expect(worstLog < 5e-16)
    #expect(PortableMath.exp(-800) == 0)
    #expect(PortableMath.exp(800) == .infinity)
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(-1).isNaN)
    #expect(abs(PortableMath.power(0.85, 7.5) - Foundation.pow(0.85, 7.5)) < 1e-15)
    #expect(PortableMath.power(2, -3) == 0.125)
  }

  @Test(arguments: [
    (0.0, 0.5), (1.0, 0.841344746068543), (-1.0, 0.158655253931457), (1.959963984540054, 0.975),
    (-3.0, 0.0013498980316301), (-6.0, 9.86587645037698e-10), (8.0, 1.0),
  ])
  func normalShares(x: Double, share: Double) {
    #expect(abs(PortableMath.normalShare(below: x) - share) <= 1e-14)
  }

  @Test func theInverseIsTheInverse() {
    for step in 1..<2000 {
      let p = Double(step) / 2000
      #expect(abs(PortableMath.normalShare(below: PortableMath.normalPoint(share: p)) - p) < 1e-14)
    }
    #expect(abs(PortableMath.normalPoint(share: 1e-12) + 7.034483825301131) < 1e-8)
    #expect(PortableMath.normalPoint(share: 0.5) == 0)
    #expect(PortableMath.normalPoint(share: 0) == -.infinity)
    #expect(PortableMath.normalPoint(share: 2).isNaN)
  }
}
