/// The looks of charts: a style sheet whose colours are variables for light and dark.
///
/// Series colours are those of Okabe and Ito (2008), darkened where white figures stand on them; each has a pattern
/// or a shape of its own, so that a picture can be read without colours.
public enum ChartStyle {
  /// Variables for a light page, without their braces.
  static let light =
    "--s0:#0868ac;--s1:#56b4e9;--s2:#e69f00;--s3:#b84a00;--s4:#009e73;--s5:#a3539b;--s6:#8b939c;"
    + "--h0:#eef4f9;--h1:#cfe2f1;--h2:#9cc5e4;--h3:#2f77ad;--h4:#0b4f85;"
    + "--ht0:#1b2430;--ht1:#1b2430;--ht2:#1b2430;--ht3:#fff;--ht4:#fff"
  /// What differs on a dark page.
  static let dark =
    "--s0:#3f95d6;--s3:#dd6a2c;--h0:#1d2b38;--h1:#213f58;--h2:#27587f;--h3:#2f77ad;--h4:#8cc4ee;"
    + "--ht0:#dde3ea;--ht1:#dde3ea;--ht2:#fff;--ht3:#fff;--ht4:#000"

  /// The classes that charts use. They need the page's variables `--fg`, `--muted`, `--card`, `--grid` and
  /// `--sans`, and ``light`` and ``dark``.
  static let sheet = """
    figure svg.c{display:block;width:100%;height:auto;max-width:40rem}figure.wide svg.c{max-width:none}
    .legend{display:flex;flex-wrap:wrap;gap:.1rem .9rem;margin:.25rem 0;padding:0;list-style:none;font-size:12px}
    .legend li{display:flex;align-items:center;gap:.3rem}.legend svg{flex:none}
    svg text{font:12px var(--sans);fill:var(--fg);font-variant-numeric:tabular-nums}
    svg .m{fill:var(--muted)}svg .in{fill:#fff;stroke:#0009;stroke-width:2px;paint-order:stroke;font-size:11px}
    svg .halo{stroke:var(--card);stroke-width:4px;paint-order:stroke;stroke-linejoin:round}
    svg .grid{stroke:var(--grid)}svg .grid2{stroke:var(--muted);stroke-dasharray:2 2}
    svg .axis{stroke:var(--muted)}svg .axis2{stroke:var(--fg);stroke-width:1.5}
    svg .cut{stroke:var(--card);stroke-width:.75}
    svg .cutline{stroke:var(--fg);stroke-width:1.5;stroke-dasharray:6 4;fill:none}
    svg .ln{fill:none;stroke-width:2}svg .band{opacity:.18}
    svg .pt{stroke:var(--card);stroke-width:.6}
    svg .pts{stroke:none;fill-rule:nonzero;fill-opacity:.7}
    svg .t0{stroke:var(--s0)}svg .t1{stroke:var(--s1);stroke-dasharray:7 3}
    svg .t2{stroke:var(--s2);stroke-dasharray:2 3}svg .t3{stroke:var(--s3);stroke-dasharray:9 3 2 3}
    svg .t4{stroke:var(--s4);stroke-dasharray:12 4}svg .t5{stroke:var(--s5);stroke-dasharray:4 2 1 2}
    svg .t6{stroke:var(--s6);stroke-dasharray:1 2}
    svg .h{stroke:#fff9;fill:none}svg .hd{fill:#fffb;stroke:none}
    .c0{fill:var(--s0)}.c1{fill:var(--s1)}.c2{fill:var(--s2)}.c3{fill:var(--s3)}.c4{fill:var(--s4)}
    .c5{fill:var(--s5)}.c6{fill:var(--s6)}
    .s0{fill:var(--s0)}.s1{fill:url(#p1)}.s2{fill:url(#p2)}.s3{fill:url(#p3)}.s4{fill:url(#p4)}.s5{fill:url(#p5)}
    .s6{fill:url(#p6)}
    .h0{fill:var(--h0)}.h1{fill:var(--h1)}.h2{fill:var(--h2)}.h3{fill:var(--h3)}.h4{fill:var(--h4)}
    .hx{fill:var(--card)}
    svg .ht0{fill:var(--ht0)}svg .ht1{fill:var(--ht1)}svg .ht2{fill:var(--ht2)}svg .ht3{fill:var(--ht3)}
    svg .ht4{fill:var(--ht4)}

    """
}
