import Testing
import Winnow

/// Models that an IP manager reads show themselves in words, not as the file that a program reads.
@Suite struct ModelWordsTests {
  private static let pages: [(id: String, zh: [String], en: [String])] = [
    ("peer-scores", ["适用于：", "来源：[", "未计算"], ["For: ", "Source: [", "Not computed"]),
    ("value-functions", ["各部分"], ["of the parts"]),
    (
      "high-value-invention", ["条件：年龄（年）超过 10", "43.1 %"], ["When: Age (years) more than 10", "43.1 %"]
    ),
    (
      "lapse-hazard", ["AUC：样本内 0.7568，样本外 0.746", "自授权日起满", "授权后 5 年之内的系数", "局限：", "各类权利人的系数", "拉向共同系数"],
      [
        "AUC: 0.7568 in sample, 0.746", "years since grant", "in the first 5 years after grant", "Limits: ",
        "Coefficients by group",
        "drawn to the common coefficient",
      ]
    ),
    (
      "central-enterprise-2025", ["要求：至少 50 %", "至少增长 100 %", "只列数字，不判断"],
      ["Asks: at least 50 %", "a growth of at least 100 %", "nothing is judged"]
    ),
    ("ip-survey-2023", ["40.7 %", "N=496"], ["40.7 %", "N=496"]),
    (
      "valuation-settings", ["6.77 % 至 26.77 %", "许可费节省法", "有序出售"],
      ["6.77 % to 26.77 %", "Relief from royalty", "Orderly sale"]
    ),
  ]

  static let ids = pages.map(\.id)

  @Test(arguments: ids, Language.allCases)
  func thePageIsInWords(id: String, language: Language) throws {
    let page = try #require(Self.pages.first { $0.id == id })
    let text = try ModelPage(named: id, models: nil).text(language: language, width: nil)
    for words in language == .zh ? page.zh : page.en { #expect(text.contains(words), "\(id): \(words)") }
    #expect(!text.contains("\nkind: ") && !text.contains("checkedOn"), "\(id) shows its file")
    if language == .en {
      let chinese = text.components.filter { line in
        line.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } && !line.hasPrefix("[")
          && !line.hasPrefix("  [")
      }
      #expect(chinese.isEmpty, "\(id): \(chinese)")
    }
  }
}

extension String {
  fileprivate var components: [String] { split(separator: "\n").map(String.init) }
}
