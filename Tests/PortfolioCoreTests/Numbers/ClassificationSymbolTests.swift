import PortfolioCore
import Testing

@Suite struct ClassificationSymbolTests {
  @Test(arguments: [
    ("E01B3/32(2006.01)I", "E01B3/32"), ("A61K 35/28", "A61K35/28"), ("a61k35/28", "A61K35/28"),
    ("B60W0030/00", "B60W30/00"), ("A61K0035280000", "A61K35/28"), ("A61K0009127000", "A61K9/127"),
    ("A61K  35/28        20060101AFI20050110BMEP", "A61K35/28"), ("Ａ６１Ｋ３５／２８", "A61K35/28"),
    ("H04N21/41422", "H04N21/41422"), ("A61K2035/124", "A61K2035/124"), ("Y02E10/50", "Y02E10/50"),
    ("A61K 35/28 (2015.01) I", "A61K35/28"), ("A61K", "A61K"),
  ])
  func normalises(_ text: String, _ normal: String) throws {
    #expect(try #require(ClassificationSymbol(text)).text == normal)
  }

  @Test func hasParts() throws {
    let symbol = try #require(ClassificationSymbol("A61K 35/28"))
    #expect(symbol.section == "A")
    #expect(symbol.subclass == "A61K")
    #expect(symbol.mainGroup == "A61K35/00")
    #expect(ClassificationSymbol("A61K")?.mainGroup == nil)
  }

  @Test(arguments: [
    ("B60W30/00;;B60K37/04;;B60R11/0229", ["B60W30/00", "B60K37/04", "B60R11/0229"]),
    ("E01B3/32(2006.01)I;E01B9/10(2006.01)I", ["E01B3/32", "E01B9/10"]),
    ("A61K35/28 | A61K35/12", ["A61K35/28", "A61K35/12"]),
    ("A61K35/28, A61K35/12", ["A61K35/28", "A61K35/12"]),
    ("A61K35/28(2006.01, 2015.01)I，A61K35/12", ["A61K35/28", "A61K35/12"]),
    ("A61K35/28；A61K35/12、C12N5/00", ["A61K35/28", "A61K35/12", "C12N5/00"]),
    ("A61K 35/28 A61K 35/12\nC12N 5/00", ["A61K35/28", "A61K35/12", "C12N5/00"]),
    ("A61K35/28;A61K 35/28", ["A61K35/28"]), ("", []), ("NA", []), (";;", []),
    ("A61K A61P", ["A61K", "A61P"]),
  ])
  func splitsLists(_ text: String, _ symbols: [String]) {
    let list = ClassificationSymbol.list(text)
    #expect(list.texts == symbols)
    #expect(list.invalid.isEmpty)
  }

  @Test(arguments: [
    "61K35/28", "I01B3/32", "A61K35", "A61K35/", "A61K35/2", "A61K00/00", "A61K35/1234567", "A61K12345/00",
    "D1301", "A61K35/28X", "见说明书",
  ])
  func invalidSymbolsAreReturnedApart(_ text: String) throws {
    let list = ClassificationSymbol.list("B60W30/00;" + text)
    #expect(list.texts == ["B60W30/00"])
    #expect(list.invalid == [text])
    let problem = try #require(list.problems(at: Place(file: "a.csv", line: 2)).first)
    #expect(problem.code == .invalidClassification)
    #expect(problem.value == text)
    #expect(ClassificationSymbol(text) == nil)
  }

  @Test(arguments: [5, 6] as [UInt64]) func everySymbolMeetsItselfInEverySpelling(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<500 {
      let section = "ABCDEFGHY".randomElement(using: &generator) ?? "A"
      let classDigits = String(Int.random(in: 101...199, using: &generator)).dropFirst()
      let subclass = "\(section)\(classDigits)\("BCFKNW".randomElement(using: &generator) ?? "B")"
      let group = Int.random(in: 1...2999, using: &generator)
      let digits = Int.random(in: 2...6, using: &generator)
      var subgroup = (0..<digits).map { _ in String(Int.random(in: 1...9, using: &generator)) }.joined()
      if Bool.random(using: &generator) { subgroup = "00" }
      let normal = "\(subclass)\(group)/\(subgroup)"
      let wide = String(String(group + 10_000).dropFirst())
      let filled = subgroup + String(repeating: "0", count: 6 - subgroup.count)
      for spelling in [
        normal, "\(subclass) \(group)/\(subgroup)", "\(subclass)\(wide)/\(subgroup)",
        "\(subclass)\(wide)\(filled)", "\(normal)(2006.01)I",
      ] {
        #expect(ClassificationSymbol(spelling)?.text == normal, "seed \(seed) round \(round): \(spelling)")
      }
    }
  }
}
