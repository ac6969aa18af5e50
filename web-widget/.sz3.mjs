import { build, transform } from 'esbuild'; import {gzipSync} from 'node:zlib'; import {readFileSync} from 'node:fs';
import { minify } from '/tmp/element/node_modules/terser/main.js';
const plugin={name:'css',setup:({onLoad})=>onLoad({filter:/\.css$/},async({path})=>({contents:(await transform(readFileSync(path,'utf8'),{loader:'css',minify:true})).code.trim(),loader:'text'}))};
const z=s=>gzipSync(s,{level:9}).length;
const go=async(o)=>(await build({entryPoints:['src/news-line.ts'],bundle:true,minify:true,format:'esm',target:'es2022',charset:'utf8',legalComments:'none',write:false,plugins:[plugin],...o})).outputFiles[0].text;
const names='speak still step dismiss pick tick rows list telling apply replace_ fill shown short join_ leave reread skew heardAt fits selection readers greeted filling changed stateChanged keeps pages thumbnails_ timeFormat_ zoneOf now opens busy interrupt selections store hub limit_'.split(' ');
console.log('base',z(await go({})),'mangled',z(await go({mangleProps:new RegExp('^('+names.join('|')+')$')})));
const b=await go({mangleProps:new RegExp('^('+names.join('|')+')$')});
const t=(await minify(b,{compress:{passes:4,unsafe_arrows:true,unsafe_methods:true,unsafe:true,pure_getters:true,ecma:2022,booleans_as_integers:false,hoist_props:true},mangle:true,module:true,ecma:2022})).code; console.log('terser',z(t));
// terser from unminified
const raw=await go({minify:false}); const t2=(await minify(raw,{compress:{passes:4,unsafe_arrows:true,unsafe_methods:true,unsafe:true,pure_getters:true,ecma:2022},mangle:true,module:true,ecma:2022})).code; console.log('terser raw',z(t2));
const t3=(await minify(t2.replace(/this\.#/g,'this._').replace(/([;{}\s])#(\w)/g,'$1_$2'),{compress:false,mangle:{props:{regex:/^_/}},module:true})).code; console.log('priv to public mangled', z(t3));
