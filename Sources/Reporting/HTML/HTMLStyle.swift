/// The style sheet and the script of the page.
enum HTMLStyle {
  /// The style sheet: light and dark by the system's preference, dense tables, A4 in print.
  static let sheet = """
    :root{color-scheme:light dark;--bg:#fff;--fg:#1b2430;--muted:#5b6673;--line:#d9dee4;--stripe:#f6f8fa;
    --head:#17456b;--headfg:#fff;--headmuted:#cfe0ee;--side:#f1f4f7;--link:#0b5cad;--card:#fff;--grid:#e3e7ec;
    --mark:#fff3c4;
    \(ChartStyle.light);
    --sans:-apple-system,BlinkMacSystemFont,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",
    "Noto Sans SC","Source Han Sans SC","Hiragino Sans GB","WenQuanYi Micro Hei",Roboto,"Helvetica Neue",Arial,sans-serif;
    --mono:ui-monospace,"SF Mono",Consolas,"Liberation Mono","Noto Sans Mono",monospace}
    @media (prefers-color-scheme:dark){:root{--bg:#14191f;--fg:#dde3ea;--muted:#9aa6b2;--line:#313a44;
    --stripe:#1a2129;--head:#10324e;--headfg:#f2f6fa;--headmuted:#a9c3d9;--side:#181e25;--link:#7ab8f5;
    --card:#1a2129;--grid:#2a323b;--mark:#40360f;\(ChartStyle.dark)}}
    *{box-sizing:border-box}
    html{scroll-padding-top:.75rem}
    body{margin:0;font:14px/1.5 var(--sans);color:var(--fg);background:var(--bg);-webkit-text-size-adjust:100%}
    a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
    a:focus-visible,summary:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible
    {outline:2px solid var(--link);outline-offset:1px}
    .skip{position:absolute;left:-999em}.skip:focus{left:.5rem;top:.5rem;background:var(--bg);padding:.25rem .5rem;z-index:9}
    header.top{background:var(--head);color:var(--headfg);padding:.5rem 1rem;display:flex;flex-wrap:wrap;
    align-items:baseline;gap:.15rem 1.5rem}
    header.top h1{font-size:1.05rem;line-height:1.4;margin:0;font-weight:600}
    header.top h1 small{font-weight:400;font-size:.85rem;color:var(--headmuted);margin-left:.6rem}
    header.top dl{display:flex;flex-wrap:wrap;gap:0 1.2rem;margin:0 0 0 auto;font-size:.85rem}
    header.top dl div{display:flex;gap:.35rem}header.top dt{color:var(--headmuted)}header.top dd{margin:0}
    .body{display:grid;grid-template-columns:11rem minmax(0,1fr)}
    nav{background:var(--side);border-right:1px solid var(--line);font-size:13px}
    nav>details{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding:.5rem 0}
    nav summary{padding:.1rem .9rem;color:var(--muted);font-size:12px;cursor:pointer}
    nav ul{list-style:none;margin:0;padding:.3rem 0;border-bottom:1px solid var(--line)}nav ul:last-child{border:0}
    nav li.h{padding:.1rem .9rem;color:var(--muted);font-size:12px}
    nav a{display:flex;justify-content:space-between;gap:.5rem;padding:.12rem .9rem;color:var(--fg)}
    nav a:hover{background:var(--line);text-decoration:none}
    nav a span{color:var(--muted);font-variant-numeric:tabular-nums}
    main{padding:.25rem 1.25rem 3rem;min-width:0}
    h2{font-size:1.2rem;margin:1.4rem 0 .2rem;padding-bottom:.2rem;border-bottom:2px solid var(--head)}
    h3{font-size:1rem;margin:1.1rem 0 .4rem}h4{font-size:.92rem;margin:.8rem 0 .3rem}
    p{margin:.3rem 0 .5rem;max-width:60rem}ul.plain{margin:.3rem 0;padding-left:1.2rem;max-width:60rem}
    ul.plain li{margin:.15rem 0}
    .muted{color:var(--muted)}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(11.4rem,1fr));gap:.5rem;margin:.5rem 0}
    .card{border:1px solid var(--line);border-radius:4px;padding:.4rem .65rem .45rem;background:var(--card);
    border-left:4px solid var(--line)}
    .card b{display:block;font-size:1.35rem;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;
    overflow-wrap:anywhere}
    .card span{display:block;font-size:12px;line-height:1.4}.card .t{font-size:13px}
    .card.wide{grid-column:span 2}
    .b0{border-left-color:var(--s0)}.b1{border-left-color:var(--s1)}.b2{border-left-color:var(--s2)}
    .b3{border-left-color:var(--s3)}.b4{border-left-color:var(--s4)}.b5{border-left-color:var(--s5)}
    .b6{border-left-color:var(--s6)}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));gap:.75rem 1.5rem;
    align-items:start}
    figure{margin:0;border:1px solid var(--line);border-radius:4px;padding:.5rem .75rem;background:var(--card);min-width:0}
    figure h4{margin:0}figure p{margin:0 0 .3rem;font-size:12px;color:var(--muted)}
    figure details{font-size:12px;margin-top:.3rem}figure details summary{color:var(--link);cursor:pointer}
    .wrap{overflow-x:auto;margin:.3rem 0 .6rem}
    table{border-collapse:collapse;font-size:13px;line-height:1.4;max-width:100%}
    th,td{border:1px solid var(--line);padding:.16rem .45rem;text-align:left;vertical-align:top}
    thead th{background:var(--side);font-weight:600;vertical-align:bottom;word-break:keep-all}
    tbody tr:nth-child(even){background:var(--stripe)}
    tbody tr:target,details:target>summary{background:var(--mark)}
    tfoot td{font-weight:600;border-top:2px solid var(--muted)}
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}thead .n,.n.u{white-space:normal}
    .k{white-space:nowrap;font-variant-numeric:tabular-nums}thead .k{white-space:normal}
    .l{min-width:11rem;overflow-wrap:anywhere}td:not(.n,.k,.l){min-width:4.6em;overflow-wrap:break-word}
    .stick table{font-size:12.5px}.stick th,.stick td{padding:.14rem .35rem}.stick .l{min-width:9.5rem}
    .stick td:not(.n,.k,.l){min-width:5.3em}.stick td:nth-child(3){min-width:7.4em}p.x{overflow-wrap:anywhere}
    td.u{color:var(--muted)}
    .full{width:100%}
    .g{display:inline-block;min-width:1.5em;padding:0 .35em;border-radius:3px;text-align:center;font-weight:600;
    line-height:1.35}
    .g0{background:#0868ac;color:#fff}.g1{background:var(--s1);color:#000}.g2{background:var(--s2);color:#000}
    .g3{background:#b84a00;color:#fff}.g4{background:#00684c;color:#fff}.g5{background:#7d3a76;color:#fff}
    .g6{background:#5f6770;color:#fff}
    th button{all:unset;cursor:pointer;display:inline;font-weight:600}th button::after{content:"";color:var(--muted)}
    th[aria-sort=ascending] button::after{content:" \\25B2"}th[aria-sort=descending] button::after{content:" \\25BC"}
    .controls{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;margin:.4rem 0;font-size:13px}
    .controls[hidden]{display:none}
    .controls input,.controls select,.controls button{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--muted);
    border-radius:3px;padding:.1rem .35rem;margin-left:.3rem}
    details.right{border:1px solid var(--line);border-bottom:0}
    details.right:last-of-type{border-bottom:1px solid var(--line)}
    details.right>summary{cursor:pointer;padding:.2rem .6rem;display:flex;gap:.7rem;align-items:baseline}
    details.right>summary:hover{background:var(--stripe)}
    details.right>summary .k{min-width:9.5rem}details.right>summary .t{overflow-wrap:anywhere;min-width:0}
    details.right[open]>summary{background:var(--side);font-weight:600}
    .sheet{padding:.4rem .8rem .8rem;display:grid;grid-template-columns:minmax(0,1fr) 19rem;gap:0 1.25rem}
    .sheet>.a{grid-column:1;min-width:0}.sheet>.f{grid-column:2;grid-row:1}
    .sheet>.f table{width:100%}
    td:first-child:not(.n,.k,.l){min-width:5.8em}.f td:last-child:not(.n,.k,.l){min-width:6.8em}
    dl.id{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.05rem .8rem;margin:.3rem 0;font-size:13px}
    dl.id dt{color:var(--muted)}dl.id dd{margin:0;overflow-wrap:anywhere}
    .methods{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));gap:.6rem;margin:.5rem 0}
    .methods article{border:1px solid var(--line);border-radius:4px;padding:.4rem .7rem;background:var(--card);min-width:0}
    .methods h4{margin:0 0 .2rem}.cut{overflow-wrap:anywhere;white-space:normal}
    details.right>summary .t{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
    details.right>summary .k{max-width:24rem;overflow:hidden;text-overflow:ellipsis}
    header.top h1{overflow-wrap:anywhere}
    @media (max-width:62rem){.sheet{grid-template-columns:minmax(0,1fr)}.sheet>.f{grid-column:1;grid-row:auto}}
    @media (max-width:48rem){.body{grid-template-columns:minmax(0,1fr)}nav{border-right:0;border-bottom:1px solid var(--line)}
    nav>details{position:static;max-height:none;padding:.25rem .3rem}nav details>div{display:flex;flex-wrap:wrap}
    nav summary{padding:.2rem .45rem;font-size:13px}
    nav ul{display:contents}nav li.h{display:none}nav a{padding:.2rem .45rem}nav a span{display:none}
    main{padding:.25rem .75rem 2rem}header.top dl{margin-left:0}
    .cards{grid-template-columns:repeat(auto-fill,minmax(7.6rem,1fr))}figure{padding:.4rem .5rem}
    details.right>summary{flex-wrap:wrap;gap:.1rem .6rem}details.right>summary .k{min-width:0}}
    @media (min-width:80rem){.stick .wrap{overflow-x:visible}
    .stick thead th{position:sticky;top:0;box-shadow:inset 0 -1px var(--line)}}
    @media screen and (max-width:30rem){.l{min-width:8rem}table.stack{width:100%}
    table.stack thead{position:absolute;left:-999em}table.stack tbody,table.stack tfoot{display:block}
    table.stack tr{display:block;border:1px solid var(--line);margin:0 0 .4rem}
    table.stack td{display:flow-root;border:0;padding:.1rem .45rem .1rem 7rem;text-align:left;white-space:normal;
    overflow-wrap:anywhere}
    table.stack td::before{content:attr(data-h);float:left;width:6.2rem;margin-left:-6.55rem;color:var(--muted);
    font-weight:400}.wrap.wrap:has(table.stack)::before{display:none}}
    @media screen and (max-width:48rem){.wrap::before{content:"\\2194";display:block;position:sticky;left:0;
    text-align:right;line-height:1.1;color:var(--muted);opacity:0;animation:more 1s linear;animation-timeline:scroll(nearest inline)}}
    @keyframes more{from,to{opacity:1}}
    @supports not (animation-timeline:scroll()){.wrap:has(td:nth-child(7):not([data-h]))::before{opacity:1}}
    @media (max-width:48rem){figure.wide{overflow-x:auto}figure.wide svg.c{min-width:42rem}}
    #fees-table{font-size:12px}
    #fees-table th,#fees-table td{padding:2px 5px}
    @media print{
    :root{--bg:#fff;--fg:#000;--muted:#444;--line:#bbb;--stripe:#f5f5f5;--head:#17456b;--side:#eee;--link:#000;
    --card:#fff;--grid:#ddd;\(ChartStyle.light)}
    html{color-scheme:light}body{font-size:9.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    nav,.controls,.skip,.back,button.copy,figure details:not([open]),details.right:not([open]){display:none}
    .body{display:block}main{padding:0}
    header.top{background:none;color:#000;border-bottom:2px solid #17456b;padding:.2rem 0}
    header.top dt,header.top h1 small{color:#444}
    h2{break-after:avoid}h3,h4{break-after:avoid}
    .methods{grid-template-columns:1fr 1fr}.methods article{break-inside:avoid}
    .card,figure,tr{break-inside:avoid}#rights,#data{break-before:page}
    figure.wide{grid-column:1/-1;overflow:visible}figure.wide svg.c{min-width:0;max-height:90mm}
    .charts{grid-template-columns:1fr 1fr;gap:.5rem}.cards{grid-template-columns:repeat(5,1fr)}
    table{font-size:8.5pt}thead{display:table-header-group}thead button{display:contents}.wrap{overflow:visible}
    section:has(>.wrap>table.sort.full),section:has(>.wrap>:is(#plan-ledger-table,#gate-closed-table)),
    body:not(.one) #rights{page:wide}body:not(.one) #sheets{page:sheet}#sheets:not(:has(details.right[open])){display:none}
    h2:has(+section>.wrap>table.sort.full),h2:has(+section>.wrap>:is(#plan-ledger-table,#gate-closed-table)),
    body:not(.one) h2:has(+.stick){page:wide}
    section:not(.stick)>.wrap>table.full:has(td.l){font-size:7.5pt}
    section:not(.stick)>.wrap>table.full:has(td.l) :is(th,td){padding:.08rem .2rem}
    section:not(.stick)>.wrap>table.full td.l{min-width:5.5rem}
    section:not(.stick)>.wrap>table.full:has(td.l) td:not(.n,.k,.l){min-width:3.6em}
    :is(#fees-table,#plan-ledger-table,#gate-closed-table,table.full:not(:has(td.l))){font-size:7pt}
    :is(#fees-table,#plan-ledger-table,#gate-closed-table,table.full:not(:has(td.l))) :is(th,td){padding:.08rem .2rem}
    .stick{page:wide}.stick table{font-size:8pt}.stick th,.stick td{padding:.1rem .25rem}.l{min-width:8rem}
    details.right{break-before:page;border:0}body.one details.right,body.one #rights{break-before:auto}
    body.one h2,body.one h3{display:none}.sheets:empty{display:none}
    body.one .sheet{padding:0}body.one table{font-size:7.5pt}body.one p{margin:.15rem 0}
    body.one .sheet>.f .wrap{columns:3;column-gap:4mm}body.one .f thead{display:none}body.one tr{break-inside:auto}
    body.one td{padding:0 .3rem}
    body.one dl.id{display:block;columns:2}body.one dl.id dt{float:left;clear:left;min-width:7em}
    .card b{font-size:1.1rem}.card{padding:.3rem .45rem}
    .sheet{display:block;padding:.2rem 0}.sheet .a table{width:100%}.sheet>.f .wrap{columns:2;column-gap:5mm}}
    @media screen{.js tr.m{display:none}}
    .remark{background:var(--mark);padding:.3rem 1rem;margin:0;max-width:none}
    .sum{font-weight:600}
    button.copy{font:inherit;font-size:12px;color:var(--link);background:none;border:1px solid var(--line);
    border-radius:3px;padding:0 .4rem;cursor:pointer;margin:0 0 .5rem}
    .controls .jump{display:flex;gap:.3rem;align-items:center;margin:0}
    .controls details{position:relative}.controls details[open]>div{position:absolute;z-index:5;background:var(--bg);
    border:1px solid var(--muted);border-radius:3px;padding:.3rem .6rem;display:grid;gap:.1rem;min-width:12rem}
    .controls details label{white-space:nowrap}.controls details input{margin:0 .35rem 0 0}
    body.slide .body,body.one .body{display:block}
    body.slide{max-width:1280px;margin:0 auto}
    body.slide h2{position:absolute;width:1px;height:1px;margin:-1px;padding:0;border:0;overflow:hidden;clip-path:inset(50%);
    white-space:nowrap}
    body.slide main{padding:.25rem 1rem .5rem}body.slide h3{margin:.35rem 0 .15rem}
    body.slide .page{display:grid;grid-template-columns:1fr 1fr;gap:0 1.5rem}body.slide .page>section{min-width:0}
    body.slide #to-decide,body.slide #key-figures,body.slide #pictures{grid-column:1/-1}
    body.slide .charts{grid-template-columns:1fr 1fr}body.slide .cards{grid-template-columns:repeat(6,1fr);gap:.3rem}
    body.slide .card.wide{grid-column:auto}body.slide figure details{display:none}
    body.slide .card{padding:.1rem .5rem}body.slide .card b{font-size:1.2rem}body.slide figure svg.c{max-height:13.5rem}
    body.slide figure{padding:.25rem .6rem}body.slide ul.plain{font-size:13px;line-height:1.35;max-width:none}
    body.one main{max-width:60rem;margin:0 auto}
    @media screen and (max-width:48rem){body.slide .page,body.slide .charts{grid-template-columns:minmax(0,1fr)}
    body.slide .cards{grid-template-columns:repeat(2,minmax(0,1fr))}body.slide .page>section{grid-column:1/-1}
    body.slide figure svg.c{max-height:none}}
    @media print{body.slide{font-size:9pt;max-width:none}
    body.slide .cards{margin:.2rem 0}
    body.slide .card b{font-size:1.05rem}body.slide .card span{font-size:8pt}
    body.slide ul.plain{font-size:8.5pt}body.slide #to-decide>p{font-size:8.5pt;margin:.1rem 0 0}
    body.slide figure svg.c{max-height:58mm}body.slide figure svg.c text{font-size:13px}
    body.slide figure{padding:.1rem .4rem}body.slide .legend{font-size:7.5pt;margin:.1rem 0 0}
    body.slide #slide-risk{grid-row:span 3}body.slide #slide-week,body.slide #slide-stays,body.slide #next{grid-column:2}
    body.slide h3{font-size:10.5pt;margin:.2rem 0 .05rem}body.slide ul.plain{line-height:1.25;margin:.15rem 0}
    body.slide ul.plain li{margin:.06rem 0}body.slide figure,body.slide .cards{break-inside:avoid}
    body.slide #main{max-height:173mm;overflow:hidden;padding:0}body.slide #pictures h3,body.slide figure p{display:none}
    body.slide header.top{max-height:14mm;overflow:hidden}}

    """

  /// The margins of printed pages. The text goes into a CSS string: everything but plain letters, digits and
  /// blanks is written as a code point.
  static func printPage(_ margin: String, _ use: ReportView.Use) -> String {
    let text = cssString(margin)
    let boxes =
      "@top-left{content:\"\(text)\";font:8pt sans-serif;color:#444}"
      + "@bottom-right{content:counter(page) \" / \" counter(pages);font:8pt sans-serif;color:#444}"
    if use == .slide { return "@page{size:A4 landscape;margin:11mm 9mm 9mm;\(boxes)}\n" }
    return
      "@page{size:A4;margin:17mm 12mm 15mm;\(boxes)}@page wide{size:A4 landscape;margin:17mm 10mm 15mm}\n"
  }

  static func cssString(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20: result += " "
      default: result += "\\" + String(scalar.value, radix: 16) + " "
      }
    }
    return result
  }
}
