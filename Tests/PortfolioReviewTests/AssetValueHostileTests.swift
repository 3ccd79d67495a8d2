import Foundation
import TestSupport
import Testing
import Winnow

/// Inputs of a valuation that no sensible person would give, and conversions there and back.
@Suite struct AssetValueHostileTests {
  private func result(_ asset: AssetValue, _ method: ValuationMethod) -> MethodResult? {
    asset.methods.first { $0.method == method }
  }

  private func reason(_ asset: AssetValue, _ method: ValuationMethod) -> String {
    if case .failure(let why)? = result(asset, method)?.outcome { return why.reason.en }
    return ""
  }

  /// Whatever the revenue, every number is finite and every method without a value says why.
  @Test(arguments: [
    "PR1,2026,90000000000000000,CNY,forecast", "PR1,2026,80000000000000000,USD,forecast",
    "PR1,2025,0,CNY,actual", "PR1,1990,5,CNY,actual", "PR1,2100,5,CNY,forecast", "PR1,2026,5,XAU,forecast",
  ])
  func absurdRevenues(line: String) throws {
    let given = try ValueCase(["revenues": "product,year,amount,currency,kind\n\(line)\n"])
    for asset in [try given.value("V-1"), try given.product()] {
      for method in asset.methods {
        if let value = method.value {
          #expect(value.base.isFinite && abs(value.high) < 1e15)
        } else {
          #expect(!reason(asset, method.method).isEmpty)
        }
      }
      #expect(asset.value.map { $0.low <= $0.base && $0.base <= $0.high } ?? true)
      // Every view of it can be made.
      let view = AssetValueView(asset, of: given.valuer, language: .en)
      #expect(!view.text(width: 80).contains("nan") && !view.text(width: 80).contains("inf"))
    }
  }

  /// JSON says what the text says: where each answer of the register comes from, and great amounts in full.
  @Test func theJSONSaysWhatTheTextSays() throws {
    let sales = "product,year,amount,kind\nPR1,2026,90000000000000,forecast\nPR1,2027,90000000000000,forecast\n"
    let given = try ValueCase(["revenues": sales])
    let asset = try given.value("V-1")
    let view = AssetValueView(asset, of: given.valuer, language: .en)
    let json = view.json(given.run, options: given.workspace.reportOptions(language: .en))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let fields = try #require(object["asset"] as? [String: Any])
    let register = try #require(fields["register"] as? [[String: Any]])
    let grounds = register.compactMap { $0["ground"] as? String }
    let text = String(decoding: view.csv(), as: UTF8.self)
    #expect(grounds.count == asset.profile.answers.count)
    #expect(grounds.allSatisfy { !$0.isEmpty && text.contains($0) })
    #expect(grounds.contains("nobody answered; 3 assumed") && Set(grounds).count > 2)
    let methods = try #require(fields["methods"] as? [[String: Any]])
    let name = ValuationMethod.reliefFromRoyalty.rawValue
    let relief = try #require(methods.first { $0["method"] as? String == name })
    let years = try #require(relief["years"] as? [[String: Any]])
    let steps = years.compactMap { $0["steps"] as? [Any] }
    #expect(!years.isEmpty && steps.count == years.count)
    for line in steps { #expect(line.allSatisfy { $0 is NSNumber }, "\(line)") }
    #expect(json.contains("90000000000000,"))
  }

  @Test func withoutRevenueTheReasonIsGiven() throws {
    let given = try ValueCase(["revenues": "product,year,amount\nPR2,2025,5\n"])
    #expect(reason(try given.value("V-1"), .reliefFromRoyalty).contains("no recorded or forecast revenue"))
    #expect(reason(try given.product(), .reliefFromRoyalty).contains("no recorded or forecast revenue"))
    #expect(try given.product().bridge == nil)
  }

  /// Earnings below their charges: a loss is a loss, in order, and its sale brings nothing.
  @Test func lossesStayLosses() throws {
    let given = try ValueCase([
      "product_figures": """
      product,year,item,amount
      PR1,2026,operating-profit,100000
      PR1,2026,contributory-charge,900000
      PR1,2026,cash-flow-with,100000
      PR1,2026,cash-flow-without,900000

      """
    ])
    let asset = try given.product()
    for method in [ValuationMethod.excessEarnings, .withAndWithout] {
      let value = try #require(result(asset, method)?.value)
      #expect(value.base < 0 && value.low <= value.base && value.base <= value.high)
      #expect(result(asset, method)?.taxBenefit == nil)
    }
  }

  @Test func aRightThatEndsOnTheDayHasNothingLeft() throws {
    let rights = ValueCase.rights.replacingOccurrences(
      of: "V-1,invention,CN,Valve,2019-04-15", with: "V-1,invention,CN,Valve,2006-06-30")
    let given = try ValueCase(["rights": rights])
    let asset = try given.value("V-1")
    #expect(result(asset, .reliefFromRoyalty)?.value == nil)
    #expect(!reason(asset, .reliefFromRoyalty).isEmpty)
    // The product lives on through its other right.
    #expect(try given.product().value != nil)
  }

  /// A mark whose term ends in ten days is renewed like any other: the end of its term ends no revenue.
  @Test func aMarkDoesNotDieWithItsTerm() throws {
    func mark(registered: String) throws -> AssetValue {
      let rights =
        ValueCase.rights + "T-1,trademark,CN,VALVO,2013-01-10,\(registered),in-force,,Example Co\n"
      let links = ValueCase.links + "T-1,PR1,core,2021-01-01\n"
      return try ValueCase(["rights": rights, "product_links": links]).value("T-1")
    }
    let ending = try mark(registered: "2016-07-10")
    let fresh = try mark(registered: "2026-01-10")
    let less = try #require(result(ending, .reliefFromRoyalty)?.value).base
    let more = try #require(result(fresh, .reliefFromRoyalty)?.value).base
    #expect(less > more * 0.95 && less <= more * 1.05, "\(less) beside \(more)")
    // Open licences are of patents.
    #expect(ending.openLicence == nil && fresh.openLicence == nil)
  }

  /// An amount there and back differs by at most half a unit at each conversion.
  @Test(arguments: 0..<50)
  func conversionsGoThereAndBack(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let catalogue = try Workspace.catalogue(models: nil)
    let rates = try catalogue.load(ExchangeRates.self, id: "yearly-averages").0
    let codes = ["USD", "EUR", "JPY", "KRW", "GBP", "INR"]
    let foreign = try #require(Currency(code: codes[Int(random.next() % 6)]))
    let year = 2019 + Int(random.next() % 8)
    let amount = Money(minorUnits: Int64(random.next() % 1_000_000_000_000), currency: foreign)
    let there = try #require(rates.convert(amount, to: .cny, year: year)).money
    let back = try #require(rates.convert(there, to: foreign, year: year)).money
    let rate = try #require(rates.rate(from: .cny, to: foreign, year: year))
    let unit = Double(rate.numerator) / Double(rate.denominator)
    #expect(abs(Double(back.minorUnits - amount.minorUnits)) <= 0.5 * unit + 0.5, "seed \(seed)")
  }

  @Test func amountsBeyondWhatCanBeWrittenAreNotConverted() throws {
    let catalogue = try Workspace.catalogue(models: nil)
    let rates = try catalogue.load(ExchangeRates.self, id: "yearly-averages").0
    let dollar = try #require(Currency(code: "USD"))
    #expect(rates.convert(Money(minorUnits: .max, currency: dollar), to: .cny, year: 2025) == nil)
    #expect(rates.rate(from: dollar, to: .cny, year: 2025)?.convert(.max) == .max)
  }
}
