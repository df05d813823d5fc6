// Land under the geographic view: polygons of land and sea alone, no border of any kind.
const land = (() => {
  if (!data.ground) return null;
  const { step, rings } = data.ground, { long0, lat0, kx, ky } = data.views.geo;
  const commands = rings.map((ring) => {
    let x = 0, y = 0, words = "";
    for (let i = 0; i < ring.length; i += 2) {
      x += ring[i];
      y += ring[i + 1];
      words += `${i ? "L" : "M"}${((x * step - long0) * kx).toFixed(1)},${((lat0 - y * step) * ky).toFixed(1)}`;
    }
    return `${words}Z`;
  });
  return { commands: commands.join(""), path: new Path2D(commands.join("")) };
})();

function paintGround(ctx, at) {
  if (!land) return;
  ctx.fillStyle = colors.sea;
  ctx.fillRect(0, 0, at.width, at.height);
  ctx.save();
  ctx.translate(at.x(0), at.y(0));
  ctx.scale(at.scale, at.scale);
  ctx.fillStyle = colors.land;
  ctx.fill(land.path, "evenodd");
  ctx.restore();
}
const groundShapes = (at) => (!land ? [] : [
  svg("rect", { width: at.width, height: at.height, fill: colors.sea }),
  svg("path", { d: land.commands, fill: colors.land, "fill-rule": "evenodd",
    transform: `translate(${at.x(0).toFixed(2)} ${at.y(0).toFixed(2)}) scale(${at.scale.toFixed(4)})` }),
]);
