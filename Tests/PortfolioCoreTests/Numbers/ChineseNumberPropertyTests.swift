import Foundation
import PortfolioCore
import Testing

@Suite struct ChineseNumberPropertyTests {
  /// Digits of a random application number, without the check digit.
  static func randomDigits(_ generator: inout SeededGenerator) -> [UInt8] {
    let kind = "12389".randomElement(using: &generator) ?? "1"
    if Bool.random(using: &generator) {
      let year = Int.random(in: 2004...2026, using: &generator)
      let serial = Int.random(in: 0...9_999_999, using: &generator)
      return Array("\(year)\(kind)\(String(serial + 10_000_000).dropFirst())".utf8)
    }
    let year = Int.random(in: 1989...2002, using: &generator) % 100
    let serial = Int.random(in: 0...99_999, using: &generator)
    return Array("\(String(year + 100).dropFirst())\(kind)\(String(serial + 100_000).dropFirst())".utf8)
  }

  static func text(_ digits: [UInt8], _ check: UInt8) -> String {
    "CN" + String(decoding: digits, as: UTF8.self) + "." + String(UnicodeScalar(check))
  }

  static func check(_ digits: [UInt8]) -> UInt8 {
    let value = ChineseNumber.checkDigit(digits)
    return value == 10 ? 0x58 : UInt8(0x30 + value)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func everyValidNumberIsReadInEverySpelling(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<1000 {
      let digits = Self.randomDigits(&generator)
      let check = Self.check(digits)
      let bare = String(decoding: digits, as: UTF8.self)
      let letter = String(UnicodeScalar(check))
      let normal = bare + letter
      for spelling in [
        Self.text(digits, check), bare + "." + letter, "ZL" + bare + "." + letter.lowercased(), "CN" + bare,
        "CN " + normal,
      ] {
        let result = PatentNumber.parse(spelling, as: .application)
        #expect(
          (try? result.get())?.number.number == normal, "seed \(seed) round \(round): \(spelling) \(result)")
      }
    }
  }

  @Test(arguments: [11, 12] as [UInt64]) func everyWrongDigitIsRefusedWithTheRightOneNamed(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let digits = Self.randomDigits(&generator)
      let check = Self.check(digits)
      for place in digits.indices {
        for wrong in UInt8(0x30)...0x39 where wrong != digits[place] {
          var changed = digits
          changed[place] = wrong
          let result = PatentNumber.parse(Self.text(changed, check), as: .application)
          let expected = Character(UnicodeScalar(Self.check(changed)))
          let fault = NumberFault.wrongCheckDigit(expected: expected, found: Character(UnicodeScalar(check)))
          if result != .failure(fault) {
            Issue.record("seed \(seed) round \(round): \(Self.text(changed, check)) gave \(result)")
          }
        }
      }
      for wrong in Array("0123456789X".utf8) where wrong != check {
        let result = PatentNumber.parse(Self.text(digits, wrong), as: .application)
        let fault = NumberFault.wrongCheckDigit(
          expected: Character(UnicodeScalar(check)), found: Character(UnicodeScalar(wrong)))
        #expect(result == .failure(fault), "seed \(seed) round \(round)")
      }
    }
  }

  @Test(arguments: [21, 22] as [UInt64]) func everySwapOfNeighboursIsRefused(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<1000 {
      let digits = Self.randomDigits(&generator)
      let all = digits + [Self.check(digits)]
      // Weights of neighbours differ by 1 or 7, and the last digit (weight 5) against the check digit
      // counts 6: no difference of digits makes a multiple of 11 of it. A swapped X stands where no letter
      // may.
      for place in 0..<digits.count where all[place] != all[place + 1] {
        var swapped = all
        swapped.swapAt(place, place + 1)
        let spelling = Self.text(Array(swapped.dropLast()), swapped[digits.count])
        if case .success = PatentNumber.parse(spelling, as: .application) {
          Issue.record("seed \(seed) round \(round): \(spelling) was taken")
        }
      }
    }
  }

  @Test(arguments: [31] as [UInt64]) func readingNeverTrapsOnNoise(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = Array("CNUSEPWOJPKRDEGBZLPCTX0123456789./,- ()+ES１Ｘ特開平号年A1B2;")
    let offices: [String?] = [nil, "CN", "US", "JP", "SG", "", "X", "中国"]
    var read = 0
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...24, using: &generator)
      let text = String((0..<length).map { _ in pieces.randomElement(using: &generator) ?? "0" })
      let role = PatentNumber.Role.allCases.randomElement(using: &generator) ?? .application
      let office = offices.randomElement(using: &generator) ?? nil
      if case .success(let number) = PatentNumber.parse(text, as: role, office: office) {
        read += 1
        #expect(!number.number.number.isEmpty, "seed \(seed): \(text)")
        #expect(number.number.office.utf8.count == 2, "seed \(seed): \(text)")
        // The normal form is its own normal form, where the office's numbers have a fixed form.
        let office = number.number.office
        if ["CN", "US", "EP", "JP", "DE"].contains(office) || office == "KR" && number.kindCode == nil {
          let again = PatentNumber.parse(
            number.number.number, as: number.number.scheme == .application ? .application : .publication,
            office: number.number.office)
          #expect(
            (try? again.get())?.number == number.number, "seed \(seed): \(text) \(number.number) \(again)")
        }
      }
    }
    #expect(read > 0)
  }
}

@Suite struct RealNumberTests {
  /// The folder of real files beside the package, where there is one.
  static func realFile(_ path: String) -> Data? {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let url = root.appendingPathComponent("../shared/data").appendingPathComponent(path).standardized
    guard let data = try? Data(contentsOf: url) else {
      print("skipped: \(url.path) does not exist")
      return nil
    }
    return data
  }

  @Test func everyRealChineseApplicationNumberIsRead() throws {
    guard let data = Self.realFile("cn-survival/cn-inventions-1999-2002-outcomes.csv") else { return }
    var applications = 0
    var publications = 0
    for line in data.split(separator: 0x0A).dropFirst() {
      let text = String(decoding: line, as: UTF8.self)
      // Four records are spilled claim text; every real one starts with its number.
      guard text.hasPrefix("CN") else { continue }
      let application = try #require(text.split(separator: ",").first)
      let parsed = try PatentNumber.parse(application, as: .application).get()
      #expect(parsed.kind == .invention)
      #expect(application.filter { $0.isHexDigit || $0 == "X" }.hasSuffix(parsed.bareNumber))
      applications += 1
      for cell in text.split(separator: ",") where cell.utf8.count == 10 && cell.hasPrefix("CN1") {
        #expect(try PatentNumber.parse(cell, as: .publication).get().kind == .invention)
        publications += 1
      }
    }
    #expect(applications == 2020)
    #expect(publications == 2020)
  }

  @Test(arguments: [
    ("lens-sangamo/lens-export.csv", 200), ("patentr-autonomous/lens_autonomous_search.csv", 1000),
  ])
  func everyNumberOfAnExportIsRead(_ path: String, _ atLeast: Int) throws {
    guard let data = Self.realFile(path) else { return }
    var seen = 0
    // Cells of the form "CC number kind": enough to find the number columns without reading CSV in full.
    for row in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst() {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count > 8, cells[1].utf8.count == 2 else { continue }
      let publication = PatentNumber.parse(cells[3], as: .publication)
      #expect((try? publication.get())?.kindCode == String(cells[2]), "\(cells[3]) \(publication)")
      let application = PatentNumber.parse(cells[7], as: .application)
      #expect((try? application.get()) != nil, "\(cells[7]) \(application)")
      seen += 2
    }
    #expect(seen >= atLeast)
  }

  @Test func everyIdOfGooglePatentsIsRead() throws {
    guard let data = Self.realFile("gp-nordquists/gp-search.csv") else { return }
    var seen = 0
    for row in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst(2) {
      let id = row.prefix { $0 != "," }
      guard id.split(separator: "-").count == 3 else { continue }
      let parsed = PatentNumber.parse(id, as: .publication)
      #expect(
        (try? parsed.get())?.kindCode == id.split(separator: "-").last.map(String.init), "\(id) \(parsed)")
      seen += 1
    }
    #expect(seen >= 500)
  }
}
