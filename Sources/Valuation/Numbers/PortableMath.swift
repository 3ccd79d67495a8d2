/// Elementary functions by plain additions, multiplications and divisions, so that the same seed gives the same
/// figures on every machine: the functions of the systems' C libraries differ in their last bits.
///
/// Accuracy, tested against published values: `exp` and `log` within 4 units in the last place, the normal
/// distribution within 1e-14 absolutely, its inverse within 1e-14 relatively.
public enum PortableMath {
  /// e to the power of `x`; 0 far below, infinity far above the range of a double.
  public static func exp(_ x: Double) -> Double {
    guard x == x else { return x }
    if x > 709.78 { return .infinity }
    if x < -708 { return 0 }
    let count = (x * 1.442_695_040_888_963_4).rounded()
    // ln 2 in two parts, the first with trailing zeros, so that the difference is exact.
    let rest = (x - count * 0x1.62e42feep-1) - count * 1.908_214_929_270_587_7e-10
    var sum = 1.0 / 87_178_291_200
    for inverse in exponentialInverses { sum = sum * rest + inverse }
    return sum * Double(sign: .plus, exponent: Int(count), significand: 1)
  }

  /// 1/13!, 1/12!, …, 1/1!, 1/0!
  private static let exponentialInverses: [Double] = {
    var factorials: [Double] = [1]
    for n in 1...13 { factorials.append(factorials[n - 1] * Double(n)) }
    return factorials.reversed().map { 1 / $0 }
  }()

  /// The natural logarithm; minus infinity at 0, not a number below.
  public static func log(_ x: Double) -> Double {
    if x == 0 { return -.infinity }
    guard x > 0, x.isFinite else { return x == .infinity ? x : .nan }
    var exponent = Double(x.exponent)
    var part = x.significand
    if part > 1.414_213_562_373_095_1 {
      part *= 0.5
      exponent += 1
    }
    let ratio = (part - 1) / (part + 1)
    let square = ratio * ratio
    var sum = 1.0 / 23
    var odd = 21.0
    while odd >= 1 {
      sum = sum * square + 1 / odd
      odd -= 2
    }
    return exponent * 0x1.62e42feep-1 + (2 * ratio * sum + exponent * 1.908_214_929_270_587_7e-10)
  }

  /// `base` to the power of `exponent` for a base above 0; whole powers by multiplication.
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == exponent.rounded(), abs(exponent) <= 1024 {
      var result = 1.0
      var factor = exponent < 0 ? 1 / base : base
      var left = Int(abs(exponent))
      while left > 0 {
        if left & 1 == 1 { result *= factor }
        factor *= factor
        left >>= 1
      }
      return result
    }
    return exp(exponent * log(base))
  }

  /// The share of a standard normal distribution below `x`.
  ///
  /// Hart's rational approximation in the form of G. West, "Better approximations to cumulative normal functions",
  /// Wilmott Magazine, May 2005.
  public static func normalShare(below x: Double) -> Double {
    guard x == x else { return x }
    let size = abs(x)
    var tail = 0.0
    if size <= 37 {
      let density = exp(-size * size / 2)
      if size < 7.071_067_811_865_47 {
        var top = 3.526_249_659_989_11e-2 * size + 0.700_383_064_443_688
        top = top * size + 6.373_962_203_531_65
        top = top * size + 33.912_866_078_383
        top = top * size + 112.079_291_497_871
        top = top * size + 221.213_596_169_931
        top = top * size + 220.206_867_912_376
        var bottom = 8.838_834_764_831_84e-2 * size + 1.755_667_163_182_64
        bottom = bottom * size + 16.064_177_579_207
        bottom = bottom * size + 86.780_732_202_946_1
        bottom = bottom * size + 296.564_248_779_674
        bottom = bottom * size + 637.333_633_378_831
        bottom = bottom * size + 793.826_512_519_948
        bottom = bottom * size + 440.413_735_824_752
        tail = density * top / bottom
      } else {
        var fraction = size + 0.65
        fraction = size + 4 / fraction
        fraction = size + 3 / fraction
        fraction = size + 2 / fraction
        fraction = size + 1 / fraction
        tail = density / fraction / 2.506_628_274_631
      }
    }
    return x > 0 ? 1 - tail : tail
  }

  /// The point below which the share `p` of a standard normal distribution lies; infinite at 0 and 1.
  ///
  /// M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37
  /// (1988) 477-484, routine PPND16.
  public static func normalPoint(share p: Double) -> Double {
    guard p > 0 && p < 1 else { return p == 0 ? -.infinity : (p == 1 ? .infinity : .nan) }
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      var top = 2.509_080_928_730_122_672_7e3 * r + 3.343_057_558_358_812_810_5e4
      top = top * r + 6.726_577_092_700_870_085_3e4
      top = top * r + 4.592_195_393_154_987_145_7e4
      top = top * r + 1.373_169_376_550_946_112_5e4
      top = top * r + 1.971_590_950_306_551_442_7e3
      top = top * r + 1.331_416_678_917_843_774_5e2
      top = top * r + 3.387_132_872_796_366_608
      var bottom = 5.226_495_278_852_854_561e3 * r + 2.872_908_573_572_194_267_4e4
      bottom = bottom * r + 3.930_789_580_009_271_061e4
      bottom = bottom * r + 2.121_379_430_158_659_586_7e4
      bottom = bottom * r + 5.394_196_021_424_751_107_7e3
      bottom = bottom * r + 6.871_870_074_920_579_083e2
      bottom = bottom * r + 4.231_333_070_160_091_125_2e1
      bottom = bottom * r + 1
      return q * top / bottom
    }
    let r = (-log(q < 0 ? p : 1 - p)).squareRoot()
    let size = r <= 5 ? middlePoint(r - 1.6) : farPoint(r - 5)
    return q < 0 ? -size : size
  }

  private static func middlePoint(_ r: Double) -> Double {
    var top = 7.745_450_142_783_414_076_4e-4 * r + 2.272_384_498_926_918_458_33e-2
    top = top * r + 2.417_807_251_774_506_117_7e-1
    top = top * r + 1.270_458_252_452_368_382_58
    top = top * r + 3.647_848_324_763_204_605_04
    top = top * r + 5.769_497_221_460_691_405_5
    top = top * r + 4.630_337_846_156_545_295_9
    top = top * r + 1.423_437_110_749_683_577_34
    var bottom = 1.050_750_071_644_416_843_24e-9 * r + 5.475_938_084_995_344_946e-4
    bottom = bottom * r + 1.519_866_656_361_645_719_66e-2
    bottom = bottom * r + 1.481_039_764_274_800_745_9e-1
    bottom = bottom * r + 6.897_673_349_851_000_045_5e-1
    bottom = bottom * r + 1.676_384_830_183_803_849_4
    bottom = bottom * r + 2.053_191_626_637_758_821_87
    bottom = bottom * r + 1
    return top / bottom
  }

  private static func farPoint(_ r: Double) -> Double {
    var top = 2.010_334_399_292_288_132_65e-7 * r + 2.711_555_568_743_487_578_15e-5
    top = top * r + 1.242_660_947_388_078_438_6e-3
    top = top * r + 2.653_218_952_657_612_309_3e-2
    top = top * r + 2.965_605_718_285_048_912_3e-1
    top = top * r + 1.784_826_539_917_291_335_8
    top = top * r + 5.463_784_911_164_114_369_9
    top = top * r + 6.657_904_643_501_103_777_2
    var bottom = 2.044_263_103_389_939_785_64e-15 * r + 1.421_511_758_316_445_888_7e-7
    bottom = bottom * r + 1.846_318_317_510_054_681_8e-5
    bottom = bottom * r + 7.868_691_311_456_132_591e-4
    bottom = bottom * r + 1.487_536_129_085_061_485_25e-2
    bottom = bottom * r + 1.369_298_809_227_358_053_1e-1
    bottom = bottom * r + 5.998_322_065_558_879_376_9e-1
    bottom = bottom * r + 1
    return top / bottom
  }
}
