public import Grading
public import PortfolioCore

/// How far assessors agree, in a clause: the figure with the people and the rights it rests on, or why there is none.
public struct AgreementText: Sendable {
  private let rule: AgreementRule
  private let language: Language

  /// Texts by a rule book's rule.
  public init(_ rule: AgreementRule, _ language: Language) {
    self.rule = rule
    self.language = language
  }

  private var zh: Bool { language == .zh }
  private func list(_ names: [String]) -> String { names.joined(separator: zh ? "、" : ", ") }

  /// The clause.
  public func text(_ measure: AssessorAgreement.Measure) -> String {
    switch measure {
    case .concordance(let w, let assessors, let leftOut, let rights):
      let others =
        leftOut.isEmpty
        ? "" : zh ? "；作答较少、未计入：\(list(leftOut))" : "; left out, with fewer answers: \(list(leftOut))"
      return zh
        ? "Kendall W \(NumberText.fixed(w, 3))（\(list(assessors))共同评价的 \(rights) 项\(others)）"
        : "Kendall's W \(NumberText.fixed(w, 3)) (\(list(assessors)) on the \(rights) rights that all answered\(others))"
    case .meanTau(let tau, let pairs, let assessors, let fewest):
      return zh
        ? "两两 Kendall τ-b 平均 \(NumberText.fixed(tau, 3))（\(pairs) 对：\(list(assessors))；每对至少 \(fewest) 项相同）。\(rule.assessors) 人共同评价的不足 \(rule.rights) 项，不算 W"
        : "mean Kendall's tau-b over pairs \(NumberText.fixed(tau, 3)) (\(pairs) pairs of \(list(assessors)), each with at least \(fewest) rights in common); no W, for fewer than \(rule.rights) rights were answered by \(rule.assessors)"
    case .tooFew(let common):
      return zh
        ? "一致性未计算：任两人共同评价的最多 \(common) 项，至少需 \(rule.rights) 项"
        : "agreement not computed, because no two assessors have more than \(common) rights in common and \(rule.rights) are needed"
    case .nothingRanked:
      return zh
        ? "一致性未计算：各人对所有权利给分相同，没有排序可比"
        : "agreement not computed, because they gave all rights the same answer and ranked nothing"
    }
  }
}
