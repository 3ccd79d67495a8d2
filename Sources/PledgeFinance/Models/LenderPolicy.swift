public import PolicyModels
public import PortfolioCore
public import Valuation

/// What a lender, a company that takes rights as a contribution, or the arranger of a pool asks of rights and of the
/// deal, and how much of a right's value it counts. A model file of the kind `lender-policy`; every figure has a
/// source, and a bank edits its own copy.
public struct LenderPolicy: PolicyModel {
  /// `lender-policy`.
  public static let kind = "lender-policy"

  /// What rights are used for.
  public enum Purpose: String, CaseIterable, Sendable, Codable {
    /// A loan on a pledge.
    case pledge
    /// A contribution in kind to a company.
    case contribution
    /// A pool whose income serves securities.
    case securitisation
  }

  /// What a right is taken to be worth.
  public enum Premise: String, CaseIterable, Sendable, Codable {
    /// What it brings where it is.
    case inUse = "in-use"
    /// What an orderly sale would bring.
    case orderly
    /// What a forced sale would bring.
    case forced
    /// The present value of licence fees under contracts that run.
    case licenceIncome = "licence-income"
  }

  /// A case of a range.
  public enum RangeCase: String, CaseIterable, Sendable, Codable {
    /// The low one.
    case low
    /// The base one.
    case base
  }

  /// A figure with its source.
  public struct Figure: Sendable {
    /// The figure: basis points, months or years.
    public let value: Int
    /// The source.
    public let source: String
  }

  /// A kind of right that is taken.
  public struct EligibleKind: Sendable {
    /// The kind.
    public let kind: RightKind
    /// The loan for each 10,000 of value.
    public let loanToValue: Figure
  }

  /// Growth that the borrower must show, or money raised in its place.
  public struct Growth: Sendable {
    /// The least growth a year, in basis points.
    public let basisPoints: Int
    /// How many years in a row.
    public let years: Int
    /// The least turnover of the latest year.
    public let turnover: Money
    /// Equity or grants that serve in its place; nil where nothing does.
    public let raised: (amount: Money, years: Int)?
    /// The source.
    public let source: String
  }

  /// A text with its source.
  public struct Line: Sendable {
    /// What it says.
    public let text: BilingualText
    /// The source.
    public let source: String
  }

  /// The file's header.
  public let header: ModelHeader
  /// What the rights are used for.
  public let purpose: Purpose
  /// The currency of its amounts.
  public let currency: Currency
  /// The kinds of right, and how much of their value counts.
  public let eligible: [EligibleKind]
  /// The offices whose rights are taken; empty for any.
  public let offices: [String]
  /// The premise.
  public let premise: Premise
  /// The case of the range.
  public let rangeCase: RangeCase
  /// Where premise and case come from.
  public let basisSource: String
  /// The share of the value in use that is not counted, in the place of what the register of assets says; nil where
  /// the register decides.
  public let haircut: Figure?
  /// The methods whose values are relied on.
  public let methods: [ValuationMethod]
  /// The yearly rate at which contracted fees are discounted, in basis points; with the premise of licence income.
  public let discount: Figure?
  /// The least months of term left when the debt falls due.
  public let remainingMonths: Figure?
  /// The longest term in months.
  public let longestMonths: Figure?
  /// The least loan.
  public let smallestLoan: (amount: Money, source: String)?
  /// The greatest part of the lending value that one family may carry, or of contracted fees one licensee, in basis points.
  public let concentration: Figure?
  /// The least cover of the debt by lending value, in basis points: 10,000 is once.
  public let cover: Figure?
  /// Whether the cover must hold on every test day until the debt falls due, not only at the start.
  public let coversThroughout: Bool
  /// The least cover of the debt by what a forced sale would bring, in basis points; nil where it is not asked for.
  public let forcedCover: Figure?
  /// Growth and turnover.
  public let growth: Growth?
  /// The rules of registration that must be passed, and which of their cases; nil for all.
  public let registration: (model: String, tests: [PledgeRegistration.Test]?)?
  /// Months between revaluations.
  public let revaluationMonths: Figure?
  /// What breaks the terms during the loan.
  public let covenants: [Covenant]
  /// What else a person must look at.
  public let remarks: [Line]

  /// The kind's line; nil where the kind is not taken.
  public func line(of kind: RightKind) -> EligibleKind? { eligible.first { $0.kind == kind } }
}
