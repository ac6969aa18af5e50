import { build, transform } from 'esbuild'; import {gzipSync} from 'node:zlib'; import {readFileSync} from 'node:fs';
const plugin={name:'css',setup:({onLoad})=>onLoad({filter:/\.css$/},async({path})=>({contents:(await transform(readFileSync(path,'utf8'),{loader:'css',minify:true})).code.trim(),loader:'text'}))};
const r = await build({entryPoints:['src/news-line.ts'],bundle:true,minify:true,format:'esm',target:'es2022',charset:'utf8',legalComments:'none',metafile:true,write:false,plugins:[plugin]});
const whole=r.outputFiles[0].text; const z=s=>gzipSync(s,{level:9}).length; const W=z(whole); console.log('total',whole.length,W);
// sequential position: outputs are concatenated in order of inputs
const out=Object.values(r.metafile.outputs)[0]; let pos=0; const parts=[];
for (const [k,v] of Object.entries(out.inputs)) parts.push([k,v.bytesInOutput]);
const buf=Buffer.from(whole); let p=0; for (const [k,n] of parts){ const rest=Buffer.concat([buf.subarray(0,p),buf.subarray(p+n)]); console.log(k.padEnd(32),n,'marginal',W-z(rest)); p+=n; }
