/// What a page can do when scripts are on. Without them everything is there all the same.
enum HTMLScript {
  /// How many rows of the list are in the page at once; laying out ten thousand takes a browser seconds. The others
  /// stand in a `noscript` element, which a browser with scripts keeps as bare text until they are wanted and one
  /// without shows. On paper all rows are there.
  static let rowsAtOnce = 300
  /// How many sheets are in the page at once, and in each of the pieces that the others stand in.
  static let sheetsAtOnce = 50

  /// Sorting, filtering, columns, jumping, copying; what is not there yet is fetched from the page itself.
  static let text = """
    (function(){'use strict';
    function each(list,f){Array.prototype.forEach.call(list,f)}
    /* A long text is cut on the page; the whole of it stands in its title. */
    function full(c){var cut=c.querySelector('.cut');return cut&&cut.title||c.textContent}
    function text(row,i){var c=row.cells[i];return c?full(c):''}
    /* What stands before a number that is no exact one: about, at least, below, above. */
    function sign(t){var m=/^([\\u2248\\u2265<>])\\s*-?[\\d,]+(\\.\\d+)?$/.exec(t);return m?m[1]:''}
    function number(t){return parseFloat(t.replace(/[\\u2248\\u2265,%<>#]/g,''))}
    function plain(t){return t.toLowerCase().replace(/[\\s.\\-\\/]/g,'')}
    /* The rows of a table that still stand in its noscript. */
    function whole(table){
      var rest=document.querySelector('noscript[data-rows="'+table.id+'"]');
      if(!rest)return;
      var box=document.createElement('template');box.innerHTML=rest.textContent;
      var body=box.content.querySelector('tbody'),rows=document.createDocumentFragment();
      if(body)while(body.firstChild)rows.appendChild(body.firstChild);
      table.tBodies[0].appendChild(rows);rest.remove()}
    function unpack(piece){
      var box=document.createElement('template');box.innerHTML=piece.textContent;
      piece.replaceWith(box.content)}
    function sheet(id){
      var e=document.getElementById(id);
      if(!e&&id)each(document.querySelectorAll('noscript[data-ids]'),function(piece){
        if((' '+piece.dataset.ids+' ').indexOf(' '+id+' ')>=0){unpack(piece);e=document.getElementById(id)}});
      return e}
    if(window.matchMedia&&matchMedia('(max-width:48rem)').matches)
      each(document.querySelectorAll('nav>details'),function(d){d.open=false});
    document.querySelectorAll('table.sort').forEach(function(table){
      var body=table.tBodies[0],heads=table.tHead.rows[0].cells;
      each(heads,function(head,i){
        var button=document.createElement('button');button.type='button';
        while(head.firstChild)button.appendChild(head.firstChild);head.appendChild(button);
        button.addEventListener('click',function(){
          whole(table);
          var down=head.getAttribute('aria-sort')==='ascending',numeric=head.classList.contains('n');
          each(heads,function(h){h.removeAttribute('aria-sort')});
          head.setAttribute('aria-sort',down?'descending':'ascending');
          var rows=Array.prototype.map.call(body.rows,function(row,place){
            var cell=row.cells[i],t=text(row,i),k=numeric?number(t):t;
            return{row:row,place:place,key:k,none:numeric?isNaN(k):t===''||cell.classList.contains('u')}});
          rows.sort(function(a,b){
            if(a.none!==b.none)return a.none?1:-1;
            if(a.none||a.key===b.key)return a.place-b.place;
            return(a.key<b.key?-1:1)*(down?-1:1)});
          var all=document.createDocumentFragment();rows.forEach(function(r){all.appendChild(r.row)});
          body.appendChild(all);if(table.refresh)table.refresh()})});
      if(body.rows.length>1){
        var copy=document.createElement('button'),names=document.querySelector('main').dataset;
        copy.type='button';copy.className='copy';copy.textContent=names.copy;
        copy.addEventListener('click',function(){whole(table);if(table.refresh)table.refresh();
          var csv=values(table);put(csv.text,function(){
            copy.textContent=names.copied.replace('{n}',csv.count);
            setTimeout(function(){copy.textContent=names.copy},2500)})});
        table.parentNode.after(copy);
        /* A long table without a bar of its own shows the rest on demand. */
        var rest=document.querySelector('noscript[data-rows="'+table.id+'"]');
        if(rest&&!document.querySelector('.controls[data-table="'+table.id+'"]')){
          var more=document.createElement('button');
          more.type='button';more.className='copy';more.textContent=names.all+' ('+rest.dataset.total+')';
          more.addEventListener('click',function(){whole(table);more.remove()});
          table.parentNode.after(more)}}});
    /* Rows that are shown as CSV; a cell that begins like a formula gets an apostrophe in front. The signs of numbers
    stand in a column of their own, so that a number is a number. */
    function values(table){
      var heads=table.tHead.rows[0].cells,count=0,lines=[],signed={};
      function numeric(i){return heads[i].classList.contains('n')}
      function cell(t,isNumber){
        if(isNumber&&(sign(t)||/^-?[\\d,]+(\\.\\d+)?$/.test(t)))t=t.replace(/[\\u2248\\u2265<>,\\s]/g,'');
        if(/^[=+\\-@\\t\\r\\uff1d\\uff0b\\uff0d\\uff20]/.test(t)&&!/^[+\\-]\\d+(\\.\\d+)?$/.test(t))t="'"+t;
        return/[",\\n]/.test(t)?'"'+t.replace(/"/g,'""')+'"':t}
      function line(row){
        var parts=[];
        each(row.cells,function(c,i){
          if((table.gone||{})[i])return;
          parts.push(cell(full(c),numeric(i)));
          if(signed[i])parts.push(row.parentNode===table.tHead?cell(full(c)+' \\u2265\\u2248',false):sign(full(c)))});
        return parts.join(',')}
      each(table.tBodies[0].rows,function(row){
        if(!row.hidden)each(row.cells,function(c,i){if(numeric(i)&&sign(full(c)))signed[i]=true})});
      lines.push(line(table.tHead.rows[0]));
      each(table.tBodies[0].rows,function(row){if(!row.hidden){lines.push(line(row));count++}});
      return{text:lines.join('\\r\\n')+'\\r\\n',count:count}}
    function put(t,done){
      function old(){var area=document.createElement('textarea');area.value=t;document.body.appendChild(area);
        area.select();try{if(document.execCommand('copy'))done()}finally{area.remove()}}
      if(navigator.clipboard&&window.isSecureContext)navigator.clipboard.writeText(t).then(done,old);else old()}
    document.querySelectorAll('.controls').forEach(function(bar){
      var table=document.getElementById(bar.dataset.table),input=bar.querySelector('input[type=search]'),
        select=bar.querySelector('select'),out=bar.querySelector('output'),more=bar.querySelector('button.all'),
        jump=bar.querySelector('.jump'),said=jump.querySelector('output'),box=bar.querySelector('details>div'),
        total=+bar.dataset.total,column=+bar.dataset.grade,limit=+bar.dataset.rows,index=new Map(),timer=0,rules;
      bar.hidden=false;
      function run(){
        if(input.value!==''||select.value!==''||limit===Infinity)whole(table);
        var rows=table.tBodies[0].rows,words=input.value.toLowerCase().split(/\\s+/).filter(Boolean),
          grade=select.value,found=0,rest=!!document.querySelector('noscript[data-rows="'+table.id+'"]');
        for(var i=0;i<rows.length;i++){var row=rows[i],ok=grade===''||text(row,column)===grade;
          if(ok&&words.length){var t=index.get(row);
            if(t===undefined){t=Array.prototype.map.call(row.cells,full).join(' ').toLowerCase();index.set(row,t)}
            ok=words.every(function(w){return t.indexOf(w)>=0})}
          if(ok)found++;
          if(row.hidden===ok)row.hidden=!ok;
          row.classList.toggle('m',ok&&found>limit)}
        if(rest)found=total;
        out.textContent=Math.min(found,limit)+' / '+found;more.hidden=found<=limit}
      table.refresh=run;
      input.addEventListener('input',function(){clearTimeout(timer);timer=setTimeout(run,120)});
      more.addEventListener('click',function(){limit=Infinity;run()});
      select.addEventListener('change',run);
      function go(){
        whole(table);
        var wanted=plain(jump.querySelector('input').value),hit=null;
        if(wanted)each(table.tBodies[0].rows,function(row){
          var t=plain(text(row,0));if(!hit&&(t===wanted||t.replace(/^[a-z]{2}/,'')===wanted))hit=row});
        said.textContent=hit||!wanted?'':jump.dataset.none;
        if(!hit)return;
        var link=hit.querySelector('a[href^="#"]');
        if(link)location.hash=link.getAttribute('href');
        else{hit.hidden=false;hit.classList.remove('m');hit.id=hit.id||'hit';hit.scrollIntoView()}}
      jump.querySelector('button').addEventListener('click',go);
      jump.querySelector('input').addEventListener('keydown',function(event){if(event.key==='Enter')go()});
      rules=document.createElement('style');document.head.appendChild(rules);table.gone={};
      each(table.tHead.rows[0].cells,function(head,i){
        var label=document.createElement('label'),check=document.createElement('input');
        check.type='checkbox';check.checked=true;label.appendChild(check);
        label.appendChild(document.createTextNode(head.textContent));box.appendChild(label);
        check.addEventListener('change',function(){
          table.gone[i]=!check.checked;
          rules.textContent=Object.keys(table.gone).filter(function(k){return table.gone[k]}).map(function(k){
            return'#'+table.id+' tr>:nth-child('+(+k+1)+'){display:none}'}).join('')})});
      run()});
    window.addEventListener('beforeprint',function(){
      document.querySelectorAll('table.sort').forEach(function(t){whole(t);if(t.refresh)t.refresh()})});
    each(document.querySelectorAll('button.sheets'),function(button){
      button.hidden=false;
      button.addEventListener('click',function(){
        each(document.querySelectorAll('noscript[data-ids]'),unpack);button.remove()})});
    function open(){var e=location.hash.length>1&&sheet(decodeURIComponent(location.hash.slice(1)));
      if(e&&e.tagName==='DETAILS'){e.open=true;e.scrollIntoView()}}
    window.addEventListener('hashchange',open);
    document.addEventListener('click',function(event){
      var a=event.target.closest&&event.target.closest('a[href^="#right-"]');
      if(a&&a.getAttribute('href')===location.hash)open()});
    open();
    })();

    """
}
